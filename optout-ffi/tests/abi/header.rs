//! The committed header is the one that the sources make, and compilers take it.

use std::path::Path;

use crate::compiler::{self, Language};

const HEADER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/include/optout.h");

/// With `OPTOUT_UPDATE_HEADER=1` in the environment the header is written instead of compared.
#[test]
fn the_header_is_that_of_the_sources() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let config = cbindgen::Config::from_file(package.join("cbindgen.toml")).unwrap();
    let bindings =
        cbindgen::Builder::new().with_crate(package).with_config(config).generate().unwrap();
    let mut made = Vec::new();
    bindings.write(&mut made);
    let made = for_readers_of_c(&String::from_utf8(made).unwrap());
    if std::env::var_os("OPTOUT_UPDATE_HEADER").is_some_and(|value| value == "1") {
        std::fs::write(HEADER, &made).unwrap();
    }
    let committed = std::fs::read_to_string(HEADER).unwrap();
    assert!(committed == made, "include/optout.h is not that of the sources");
}

/// A heading of Rust's means nothing to a reader of C.
fn for_readers_of_c(header: &str) -> String {
    header.replace("// # Safety\n", "")
}

#[test]
fn every_standard_takes_the_header_without_a_warning() {
    let directory = tempfile::tempdir().unwrap();
    let mut compiled = 0;
    for (language, header) in
        [(Language::C, "optout.h"), (Language::Cpp, "optout.h"), (Language::Cpp, "optout.hpp")]
    {
        let path = directory.path().join(language.file_name());
        let source = format!("#include <{header}>\nint main(void) {{ return 0; }}\n");
        std::fs::write(&path, source).unwrap();
        for compiler in language.compilers() {
            for standard in language.standards() {
                compiler::check(compiler, standard, &path);
                compiled += 1;
            }
        }
    }
    assert!(compiled >= 7, "no compilers for C and C++ were found");
}

#[test]
fn the_structures_of_arrow_may_be_there_already() {
    let header = std::fs::read_to_string(HEADER).unwrap();
    let (_, rest) = header.split_once("#ifndef ARROW_C_DATA_INTERFACE\n").unwrap();
    let (arrow, _) = rest.split_once("#endif  /* ARROW_C_STREAM_INTERFACE */").unwrap();
    let first = format!("#ifndef ARROW_C_DATA_INTERFACE\n{arrow}#endif\n");
    let source = format!(
        "#include <stdint.h>\n{first}#include <optout.h>\n{first}\
         int main(void) {{ return sizeof(struct ArrowArrayStream) == 0; }}\n"
    );
    let directory = tempfile::tempdir().unwrap();
    for (language, standard) in [(Language::C, "c99"), (Language::Cpp, "c++17")] {
        let path = directory.path().join(language.file_name());
        std::fs::write(&path, &source).unwrap();
        for compiler in language.compilers() {
            compiler::check(compiler, standard, &path);
        }
    }
}

#[test]
fn the_version_of_the_abi_is_that_of_the_header() {
    let header = std::fs::read_to_string(HEADER).unwrap();
    let line = header.lines().find(|line| line.starts_with("#define OPTOUT_ABI_VERSION ")).unwrap();
    let written: u32 = line.rsplit(' ').next().unwrap().parse().unwrap();
    assert_eq!(written, optout::version::optout_abi_version());
    assert_eq!(written, optout::version::OPTOUT_ABI_VERSION);
}
