//! The system's compilers, and the library that cargo has built for this test.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

/// What a caller may ask of a compiler, and no warning may come of it.
const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-Wpedantic", "-Werror"];

/// What a static library of Rust needs on Linux.
const SYSTEM: [&str; 7] = ["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"];

const SANITIZERS: [&str; 3] =
    ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];

#[derive(Clone, Copy)]
pub(crate) enum Language {
    C,
    Cpp,
}

impl Language {
    pub(crate) fn file_name(self) -> &'static str {
        match self {
            Self::C => "header.c",
            Self::Cpp => "header.cpp",
        }
    }

    /// Those of the usual compilers that this machine has.
    pub(crate) fn compilers(self) -> Vec<&'static str> {
        let usual = match self {
            Self::C => ["gcc", "clang"],
            Self::Cpp => ["g++", "clang++"],
        };
        usual.into_iter().filter(|compiler| runs(compiler)).collect()
    }
}

fn runs(program: &str) -> bool {
    let quiet = Command::new(program).arg("--version").stdout(Stdio::null()).status();
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

/// How a program in C is built.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Build {
    /// With the static library.
    Static,
    /// With the shared library, found by its name for the dynamic linker.
    Shared,
    /// With the static library, and sanitizers that stop the program at its first fault.
    Sanitized,
}

impl Build {
    /// The builds that this machine can make.
    pub(crate) fn all() -> Vec<Self> {
        let mut builds = vec![Self::Static, Self::Shared];
        match has_sanitizers() {
            true => builds.push(Self::Sanitized),
            false => eprintln!("skipped: the C compiler has no sanitizers"),
        }
        builds
    }
}

/// Compiles a program in C into a directory.
pub(crate) fn build(source: &Path, build: Build, directory: &Path) -> PathBuf {
    let libraries = library_directory();
    let program = directory.join(format!("{build:?}"));
    let mut command = Command::new("cc");
    command.arg("-std=c11").args(STRICT).arg("-g").arg(include());
    command.arg(source).arg("-o").arg(&program);
    match build {
        Build::Static => command.arg(libraries.join("liboptout.a")).args(SYSTEM),
        Build::Sanitized => {
            command.args(SANITIZERS).arg(libraries.join("liboptout.a")).args(SYSTEM)
        }
        Build::Shared => {
            let link = directory.join("liboptout.so.0");
            if !link.exists() {
                std::os::unix::fs::symlink(libraries.join("liboptout.so"), link).unwrap();
            }
            command.arg(libraries.join("liboptout.so")).arg("-Wl,-rpath,$ORIGIN")
        }
    };
    succeed(&mut command);
    program
}

fn has_sanitizers() -> bool {
    static HAS: OnceLock<bool> = OnceLock::new();
    *HAS.get_or_init(|| {
        let directory = tempfile::tempdir().unwrap();
        let source = directory.path().join("empty.c");
        std::fs::write(&source, "int main(void) { return 0; }\n").unwrap();
        let program = directory.path().join("empty");
        let mut command = Command::new("cc");
        command.args(SANITIZERS).arg(source).arg("-o").arg(&program).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
            && Command::new(program).status().is_ok_and(|status| status.success())
    })
}

pub(crate) fn path_in_package(path: impl AsRef<OsStr>) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path.as_ref())
}

fn succeed(command: &mut Command) {
    let output = command.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}\n{said}");
}
