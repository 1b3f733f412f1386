//! What `make install` puts down is found by pkg-config and by CMake, wherever it has been moved to.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

use crate::compiler::{is_there, library_directory, path_in_package, skipped, succeed};
use crate::example::{EXPORT, LIST, REDACTED};

/// Installs under one prefix, and moves all of it to another place.
fn installed(library_directory_name: &str) -> (TempDir, PathBuf) {
    let directory = tempfile::tempdir().unwrap();
    let staged = directory.path().join("staged");
    let mut make = Command::new("make");
    make.args(["--silent", "--no-print-directory", "install", "PREFIX=/usr/local"]);
    make.arg(format!("LIBDIR={library_directory_name}"));
    make.arg(format!("DESTDIR={}", staged.display()));
    make.arg(format!("LIBRARIES={}", library_directory().display()));
    // What the surrounding make was told is not meant for this one.
    make.env_remove("MAKEFLAGS").env_remove("MAKELEVEL").current_dir(path_in_package(""));
    succeed(&mut make);
    let moved = directory.path().join("moved");
    std::fs::rename(staged.join("usr/local"), &moved).unwrap();
    (directory, moved)
}

/// What pkg-config says of an installation.
fn pkg_config(libraries: &Path, options: &[&str]) -> Vec<String> {
    let mut command = Command::new("pkg-config");
    command.args(options).arg("optout").env("PKG_CONFIG_PATH", libraries.join("pkgconfig"));
    let output = succeed(&mut command);
    String::from_utf8(output.stdout).unwrap().split_whitespace().map(str::to_owned).collect()
}

fn compile(language: &str, standard: &str, source: &str, options: &[String], program: &Path) {
    let mut command = Command::new(language);
    command.arg(format!("-std={standard}")).arg(path_in_package(format!("../examples/{source}")));
    succeed(command.args(options).arg("-o").arg(program));
}

/// Runs both examples, of which one redacts from path to path and the other from stream to stream.
fn run_examples(c: &Path, cpp: &Path, libraries: &Path) {
    let directory = tempfile::tempdir().unwrap();
    let path = |name: &str| directory.path().join(name);
    std::fs::write(path("list.csv"), LIST).unwrap();
    std::fs::write(path("export.csv"), EXPORT).unwrap();
    let mut command = Command::new(c);
    command.args(["list.csv", "export.csv", "out.csv", "Ada Lovelace", "ada@engine.example"]);
    command.current_dir(directory.path()).env("LD_LIBRARY_PATH", libraries);
    succeed(&mut command);
    assert_eq!(std::fs::read_to_string(path("out.csv")).unwrap(), REDACTED);

    let mut command = Command::new(cpp);
    command.args(["list.csv", "Ada Lovelace", "ada@engine.example"]);
    command.current_dir(directory.path()).env("LD_LIBRARY_PATH", libraries);
    command.stdin(Stdio::from(File::open(path("export.csv")).unwrap()));
    let output = succeed(&mut command);
    assert_eq!(String::from_utf8(output.stdout).unwrap(), REDACTED);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.starts_with("2 people on the list\nmatch P-1\n"), "{said}");
    let redacted = "2 of 3 records redacted\nrecord 1: conflicting_identifiers\n";
    assert!(said.contains(redacted), "{said}");
}

/// Whether a program needs the shared library when it starts.
fn needs_the_library(program: &Path) -> bool {
    let output = succeed(Command::new("readelf").arg("-d").arg(program));
    String::from_utf8_lossy(&output.stdout).contains("liboptout.so.0]")
}

#[test]
fn pkg_config_finds_it() {
    if !is_there("pkg-config") {
        return skipped("there is no pkg-config");
    }
    let (directory, prefix) = installed("lib");
    let libraries = prefix.join("lib");
    let [c, cpp] = ["c", "cpp"].map(|name| directory.path().join(name));
    let shared = pkg_config(&libraries, &["--cflags", "--libs"]);
    compile("cc", "c99", "c/match_and_redact.c", &shared, &c);
    compile("c++", "c++17", "cpp/match_and_redact.cpp", &shared, &cpp);
    assert!(needs_the_library(&c) && needs_the_library(&cpp));
    run_examples(&c, &cpp, &libraries);
    assert_eq!(pkg_config(&libraries, &["--modversion"]), [env!("CARGO_PKG_VERSION")]);

    // Deeper down, as some systems have it.
    let (directory, prefix) = installed("lib/x86_64-linux-gnu");
    let libraries = prefix.join("lib/x86_64-linux-gnu");
    let [c, cpp] = ["c", "cpp"].map(|name| directory.path().join(name));
    // The archive by its name: pkg-config knows no other way to prefer one where both are.
    let options: Vec<String> = pkg_config(&libraries, &["--static", "--cflags", "--libs"])
        .into_iter()
        .map(|option| option.replace("-loptout", "-l:liboptout.a"))
        .collect();
    compile("cc", "c99", "c/match_and_redact.c", &options, &c);
    compile("c++", "c++17", "cpp/match_and_redact.cpp", &options, &cpp);
    assert!(!needs_the_library(&c) && !needs_the_library(&cpp));
    run_examples(&c, &cpp, Path::new("/nowhere"));
}

#[test]
fn cmake_finds_it() {
    if !is_there("cmake") {
        return skipped("there is no cmake");
    }
    let (directory, prefix) = installed("lib");
    let build = directory.path().join("build");
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(path_in_package("tests/package")).arg("-B").arg(&build);
    configure.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display()));
    configure.arg(format!("-DEXAMPLES={}", path_in_package("../examples").display()));
    succeed(&mut configure);
    succeed(Command::new("cmake").arg("--build").arg(&build).args(["--parallel", "2"]));
    for kind in ["shared", "static"] {
        let [c, cpp] = ["c", "cpp"].map(|language| build.join(format!("{language}_{kind}")));
        assert_eq!(needs_the_library(&c), kind == "shared");
        run_examples(&c, &cpp, &prefix.join("lib"));
    }

    // Before 1.0 the second number counts.
    for (version, is_found) in [("0.1.0", true), ("0.1", true), ("0.2", false), ("1.0", false)] {
        let source = directory.path().join(format!("asks-{version}"));
        std::fs::create_dir(&source).unwrap();
        let asks = format!(
            "cmake_minimum_required(VERSION 3.16)\nproject(asks NONE)\nfind_package(Optout {version} REQUIRED)\n"
        );
        std::fs::write(source.join("CMakeLists.txt"), asks).unwrap();
        let mut configure = Command::new("cmake");
        configure.arg("-S").arg(&source).arg("-B").arg(source.join("build"));
        configure.arg(format!("-DCMAKE_PREFIX_PATH={}", prefix.display()));
        assert_eq!(configure.output().unwrap().status.success(), is_found, "{version}");
    }
}
