//! The system's compilers, and the library that cargo has built for this test.

use std::ffi::OsStr;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

/// What a caller may ask of a compiler, and no warning may come of it.
const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// What a static library of Rust needs on Linux.
pub(crate) const SYSTEM: [&str; 7] =
    ["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"];

const SANITIZERS: [&str; 3] =
    ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];

#[derive(Clone, Copy)]
pub(crate) enum Language {
    C,
    Cpp,
}

impl Language {
    fn of(source: &Path) -> Self {
        match source.extension().and_then(OsStr::to_str) {
            Some("cpp") => Self::Cpp,
            _ => Self::C,
        }
    }

    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Self::C => "header.c",
            Self::Cpp => "header.cpp",
        }
    }

    /// Those that a caller may compile with.
    pub(crate) fn standards(self) -> &'static [&'static str] {
        match self {
            Self::C => &["c99", "c11", "c17"],
            Self::Cpp => &["c++17", "c++20"],
        }
    }

    /// Those of the usual compilers that this machine has.
    pub(crate) fn compilers(self) -> Vec<&'static str> {
        let usual = match self {
            Self::C => ["gcc", "clang"],
            Self::Cpp => ["g++", "clang++"],
        };
        let (there, missing): (Vec<_>, Vec<_>) =
            usual.into_iter().partition(|compiler| is_there(compiler));
        missing.iter().for_each(|compiler| skipped(&format!("there is no {compiler}")));
        there
    }

    /// The system's own compiler, with the standard that programs of the tests are in.
    fn compile(self) -> Command {
        let (compiler, standard) = match self {
            Self::C => ("cc", "c11"),
            Self::Cpp => ("c++", "c++17"),
        };
        let mut command = Command::new(compiler);
        command.arg(format!("-std={standard}")).args(STRICT).arg("-g").arg(include());
        command
    }
}

/// Says that something was not tried, past the harness, which shows nothing of a test that succeeds.
pub(crate) fn skipped(what: &str) {
    let mut terminal = std::io::stderr();
    terminal.write_all(format!("SKIPPED: {what}\n").as_bytes()).unwrap();
}

pub(crate) fn is_there(program: &str) -> bool {
    let mut command = Command::new(program);
    let quiet = command.arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    quiet.is_ok_and(|status| status.success())
}

/// The directory that holds the library. Cargo builds all its forms for the tests of the package,
/// and puts them beside the test program.
pub(crate) fn library_directory() -> PathBuf {
    let program = std::env::current_exe().unwrap();
    let directory = program.parent().unwrap().to_owned();
    for name in ["liboptout.a", "liboptout.so"] {
        assert!(directory.join(name).exists(), "{name} is not beside the test program");
    }
    directory
}

fn include() -> String {
    format!("-I{}/include", env!("CARGO_MANIFEST_DIR"))
}

/// Compiles without linking.
pub(crate) fn check(compiler: &str, standard: &str, source: &Path) {
    let mut command = Command::new(compiler);
    command.arg(format!("-std={standard}")).args(STRICT).arg(include());
    succeed(command.arg("-fsyntax-only").arg(source));
}

/// How a program is built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Build {
    /// With the static library, which takes much longer than with the shared one.
    Static,
    /// With the shared library, found by its name for the dynamic linker.
    Shared,
    /// With the shared library, and sanitizers that stop the program at its first fault. They watch the
    /// library's allocations too.
    Sanitized,
    /// With the shared library, and a sanitizer that stops the program at a data race.
    Raced,
}

impl Build {
    /// The builds that this machine can make of a program that shows what the library does. Those that
    /// show how it is linked are built statically too.
    pub(crate) fn all() -> Vec<Self> {
        static HAS: OnceLock<bool> = OnceLock::new();
        match HAS.get_or_init(|| works(&SANITIZERS)) {
            true => vec![Self::Shared, Self::Sanitized],
            false => {
                skipped("the C compiler has no sanitizers");
                vec![Self::Shared]
            }
        }
    }

    /// The build that looks for data races, if this machine can make it.
    pub(crate) fn raced() -> Option<Self> {
        if works(&["-fsanitize=thread"]) {
            return Some(Self::Raced);
        }
        skipped("the C compiler has no sanitizer for threads");
        None
    }
}

/// Compiles a program into a directory.
pub(crate) fn build(source: &Path, build: Build, directory: &Path) -> PathBuf {
    build_with(source, build, directory, &[])
}

/// Compiles a program that needs other libraries too.
pub(crate) fn build_with(source: &Path, build: Build, directory: &Path, with: &[&str]) -> PathBuf {
    let libraries = library_directory();
    let program = directory.join(format!("{build:?}"));
    let mut command = Language::of(source).compile();
    command.arg(source).arg("-o").arg(&program).args(with);
    match build {
        Build::Static => {
            command.arg(libraries.join("liboptout.a")).args(SYSTEM);
        }
        Build::Shared | Build::Sanitized | Build::Raced => {
            let link = directory.join("liboptout.so.0");
            if !link.exists() {
                std::os::unix::fs::symlink(libraries.join("liboptout.so"), link).unwrap();
            }
            // Old tags come before LD_LIBRARY_PATH, with which cargo runs tests: another build's library
            // may lie there.
            command.arg(libraries.join("liboptout.so"));
            command.args(["-lpthread", "-Wl,--disable-new-dtags,-rpath,$ORIGIN"]);
        }
    };
    match build {
        Build::Sanitized => command.args(SANITIZERS),
        Build::Raced => command.arg("-fsanitize=thread"),
        Build::Static | Build::Shared => &mut command,
    };
    succeed(&mut command);
    program
}

/// Whether the C compiler finds a header.
pub(crate) fn has_header(name: &str) -> bool {
    works(&["-include", name])
}

/// Whether the C compiler takes these options, and what it makes with them runs.
fn works(options: &[&str]) -> bool {
    let directory = tempfile::tempdir().unwrap();
    let source = directory.path().join("empty.c");
    std::fs::write(&source, "int main(void) { return 0; }\n").unwrap();
    let program = directory.path().join("empty");
    let mut command = Command::new("cc");
    command.args(options).arg(source).arg("-o").arg(&program).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
        && Command::new(program).status().is_ok_and(|status| status.success())
}

pub(crate) fn path_in_package(path: impl AsRef<OsStr>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path.as_ref())
}

/// Runs what has to succeed.
pub(crate) fn succeed(command: &mut Command) -> Output {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let [said, aside] =
        [&output.stdout, &output.stderr].map(|text| String::from_utf8_lossy(text).into_owned());
    assert!(output.status.success(), "{command:?}\n{said}{aside}");
    output
}
