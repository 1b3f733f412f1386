//! Calls in any order: a program is made from the header that calls every function with what there is.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::process::Command;

use crate::compiler::{Build, build_with, path_in_package, succeed};
use crate::lifecycle::{is_fallible, prototypes};

/// What the texts of an argument are for, by the names of function and argument.
fn kind(function: &str, argument: &str) -> &'static str {
    let dates = [
        "now",
        "date",
        "on",
        "since",
        "day",
        "at",
        "time",
        "today",
        "decided_on",
        "start",
        "month",
    ];
    let is = |part: &str| function.contains(part);
    match argument {
        _ if dates.contains(&argument) => "DATE",
        "path" | "directory" | "output_directory" => "FILE_NAME",
        "list" | "contacts" if is("job_new") => "FILE_NAME",
        "input" | "output" | "original" | "redacted" if is("_path") => "FILE_NAME",
        "key" => "KEY",
        "contacts" => "CONTACTS",
        "original" | "redacted" => "EXPORT",
        "data" if is("redact") || is("dry_run") => "EXPORT",
        "data" if is("hashed") => "HASHES",
        "data" if is("evidence") => "EVIDENCE",
        "data" if is("list_read") => "LIST",
        "data" => "PAIRS",
        "hash" => "HASHES",
        "toml" | "text" => "POLICY",
        "json" if is("policy") => "POLICY",
        "name" if is("shipped") => "POLICY",
        "json" | "health" | "rules" | "progress" => "JSON",
        "body" => "BODY",
        "approval" => "ANY",
        _ => "WORD",
    }
}

struct Argument<'a> {
    of: &'a str,
    name: &'a str,
}

fn argument(written: &str) -> Argument<'_> {
    let at = written.rfind([' ', '*']).unwrap() + 1;
    let (of, name) = written.split_at(at);
    Argument { of: of.trim(), name }
}

/// Writes what `sequences.c` includes: a pool for each type of object, and a case for each function.
fn calls() -> String {
    let prototypes = prototypes();
    // Streams of Arrow have programs of their own; of the call that makes a view, the text is the program's.
    let is_left_out = |arguments: &[String]| {
        arguments.iter().any(|argument| argument.contains("Arrow") || argument.contains("char *"))
    };
    let functions: Vec<_> =
        prototypes.iter().filter(|(_, _, arguments)| !is_left_out(arguments)).collect();
    let freed = |(_, name, _): &&(String, String, Vec<String>)| {
        Some(name.strip_suffix("_free")?.to_owned())
    };
    let freed: BTreeSet<String> = functions.iter().filter_map(freed).collect();
    // Some are never the caller's.
    let seen = functions.iter().flat_map(|(_, _, arguments)| arguments);
    let seen = seen.map(|written| argument(written).of).filter_map(|of| {
        let name = of.strip_prefix("const ")?.strip_suffix(" *")?;
        (name.starts_with("optout_") && name != "optout_str").then(|| name.to_owned())
    });
    let objects: BTreeSet<String> = freed.iter().cloned().chain(seen).collect();
    let object = |of: &str| {
        let name = of.trim_start_matches("const ").trim_end_matches(['*', ' ']);
        objects.contains(name).then(|| name.to_owned())
    };

    let mut text = format!("enum {{ FUNCTIONS = {} }};\nenum {{\n", functions.len());
    objects.iter().for_each(|name| writeln!(text, "  POOL_{name},").unwrap());
    text += "  POOLS\n};\nstatic void *objects[POOLS][SLOTS];\n\
             static const void *borrowed[POOLS];\nstatic bool has_succeeded[FUNCTIONS];\n\
             static void call(size_t at, int depth);\n\n";
    text += "static const char *const names[] = {\n";
    functions.iter().for_each(|(_, name, _)| writeln!(text, "  \"{name}\",").unwrap());
    text += "};\n\nstatic void free_object(size_t pool, void *object) {\n  switch (pool) {\n";
    for name in &freed {
        writeln!(text, "    case POOL_{name}: {name}_free(object); break;").unwrap();
    }
    text += "    default: break;\n  }\n}\n\n";
    for name in &objects {
        let makes = |(_, (_, _, arguments)): &(usize, &&(String, String, Vec<String>))| {
            let out = format!("{name} **");
            arguments.iter().any(|written| argument(written).of == out) && name != "optout_error"
        };
        let makers: Vec<String> =
            functions.iter().enumerate().filter(makes).map(|(at, _)| at.to_string()).collect();
        let makers = if makers.is_empty() { "FUNCTIONS".to_owned() } else { makers.join(", ") };
        writeln!(text, "static const size_t makers_of_{name}[] = {{{makers}}};").unwrap();
    }
    text += "\nstatic size_t maker(size_t pool) {\n  switch (pool) {\n";
    for name in &objects {
        writeln!(text, "    case POOL_{name}: return PICK(makers_of_{name});").unwrap();
    }
    text += "    default: return FUNCTIONS;\n  }\n}\n\n";
    text += include_str!("../c/pools.h");
    text += "\nstatic void call(size_t at, int depth) {\n  const size_t before = held_count;\n  const char *outer = calling;\n  switch (at) {\n";
    for (at, (answer, name, arguments)) in functions.iter().enumerate() {
        writeln!(text, "    case {at}: {{").unwrap();
        case(&mut text, answer, name, arguments, &object);
        text += "      break;\n    }\n";
    }
    text + "    default: break;\n  }\n  release(before);\n  calling = outer;\n}\n"
}

fn case(
    text: &mut String,
    answer: &str,
    name: &str,
    arguments: &[String],
    object: &dyn Fn(&str) -> Option<String>,
) {
    let mut line = |code: String| writeln!(text, "      {code}").unwrap();
    if let Some(freed) = name.strip_suffix("_free") {
        line("forget_borrowed();".to_owned());
        line(format!("calling = \"{name}\";"));
        line(format!("{name}(take(POOL_{freed}));"));
        return;
    }
    let arguments: Vec<Argument<'_>> = arguments.iter().map(|written| argument(written)).collect();
    let is_changed = |one: &Argument<'_>| {
        !one.of.starts_with("const")
            && !one.of.ends_with("**")
            && one.of.ends_with('*')
            && object(one.of).is_some()
    };
    let changes = arguments.iter().any(is_changed);
    // What makes an object calls other functions: all of them before anything is borrowed.
    for one in &arguments {
        if let Some(of) = object(one.of).filter(|_| !one.of.ends_with("**")) {
            line(format!("ensure(POOL_{of}, depth);"));
        }
    }
    if changes {
        line("forget_borrowed();".to_owned());
    }
    let (mut given, mut outputs, mut taken) =
        (Vec::new(), Vec::new(), Vec::<(String, String)>::new());
    let mut length: Option<String> = None;
    for one in &arguments {
        let Argument { of, name: own } = one;
        let own = format!("{own}_");
        match *of {
            "optout_error **" => {
                line("optout_error *error_;".to_owned());
                line("const bool has_error = below(4) > 0;".to_owned());
                line("memset(&error_, UNTOUCHED, sizeof error_);".to_owned());
                given.push("has_error ? &error_ : NULL".to_owned());
                continue;
            }
            "const uint8_t *" => {
                line(format!("size_t {own}len;"));
                line(format!("const uint8_t *{own} = bytes({}, &{own}len);", kind(name, one.name)));
                length = Some(format!("{own}len"));
            }
            "const optout_str *" => {
                if length.is_none() {
                    line("const size_t count_of = below(6);".to_owned());
                }
                line(format!("const optout_str *{own} = texts(count_of);"));
                length = Some("count_of".to_owned());
            }
            "size_t" => match length.take() {
                Some(length) => {
                    given.push(length);
                    continue;
                }
                None => {
                    let is_small = ["threads", "most", "size"].contains(&one.name);
                    line(format!("const size_t {own} = amount({is_small});"));
                }
            },
            "optout_str" => {
                line(format!("const optout_str {own} = text({});", kind(name, one.name)));
            }
            "bool" => line(format!("const bool {own} = below(2);")),
            "int32_t" => line(format!("const int32_t {own} = value();")),
            "uint8_t" => line(format!("const uint8_t {own} = (uint8_t)\",;\\t|x\"[below(5)];")),
            "uint16_t" => line(format!("const uint16_t {own} = status_of_call();")),
            "uint32_t" => line(format!("const uint32_t {own} = (uint32_t)big();")),
            "uint64_t" => line(format!("const uint64_t {own} = big();")),
            "optout_progress" => {
                line(format!("const optout_progress {own} = below(2) ? on_progress : NULL;"));
            }
            "optout_redaction_progress" => {
                line(format!(
                    "const optout_redaction_progress {own} = below(2) ? on_redaction : NULL;"
                ));
            }
            "optout_read" => line(format!("const optout_read {own} = on_read;")),
            "optout_write" => line(format!("const optout_write {own} = on_write;")),
            "void *" => line(match one.name {
                "input" => format!("void *{own} = stream_input();"),
                "output" => format!("void *{own} = &stream_written;"),
                _ => format!("void *{own} = NULL;"),
            }),
            _ if of.ends_with("**") => {
                let of = object(of).unwrap();
                line(format!("{of} *{own};"));
                line(format!("memset(&{own}, UNTOUCHED, sizeof {own});"));
                line(format!("const bool has_{own} = below(24) > 0;"));
                given.push(format!("has_{own} ? &{own} : NULL"));
                outputs.push((own, Some(of)));
                continue;
            }
            _ => match object(of) {
                Some(of_object) => {
                    let is_const = of.starts_with("const");
                    line(format!("{of} {own} = some(POOL_{of_object}, {});", is_const && !changes));
                    // What is changed and what is read are two objects.
                    for (other, of_other) in &taken {
                        if *of_other == of_object && changes {
                            line(format!("if ({own} == {other}) {own} = NULL;"));
                        }
                    }
                    taken.push((own.clone(), of_object));
                }
                None => {
                    let of = of.trim_end_matches(['*', ' ']);
                    line(format!("{of} {own};"));
                    line(format!("memset(&{own}, UNTOUCHED, sizeof {own});"));
                    given.push(format!("&{own}"));
                    outputs.push((own, None));
                    continue;
                }
            },
        }
        given.push(own);
    }
    line(format!("calling = \"{name}\";"));
    let call = format!("{name}({})", given.join(", "));
    if is_fallible(answer, name) {
        line(format!("const optout_status status = {call};"));
        line("check(status, error_, has_error);".to_owned());
        line("if (status != OPTOUT_STATUS_OK) {".to_owned());
        for (own, _) in &outputs {
            line(format!(
                "  if (!is_untouched(&{own}, sizeof {own})) fail(\"{own} was written\");"
            ));
        }
        line("} else {".to_owned());
        line("  succeeded++;".to_owned());
        line("  has_succeeded[at] = true;".to_owned());
        for (own, of) in &outputs {
            if let Some(of) = of {
                line(format!("  if (has_{own}) {{"));
                line(format!(
                    "    if (is_untouched(&{own}, sizeof {own})) fail(\"{own} was not written\");"
                ));
                line(format!("    put(POOL_{of}, {own});"));
                line("  }".to_owned());
            }
        }
        line("}".to_owned());
        return;
    }
    line("has_succeeded[at] = true;".to_owned());
    match answer {
        "optout_str" => {
            line(format!("const optout_str answer = {call};"));
            line("read_view(answer.data, answer.len);".to_owned());
        }
        _ if answer.ends_with('*') && object(answer).is_some() => {
            line(format!("borrowed[POOL_{}] = {call};", object(answer).unwrap()));
        }
        _ => line(format!("(void){call};")),
    }
}

/// Makes so many sequences of calls.
fn run(sequences: u32) {
    let directory = tempfile::tempdir().unwrap();
    let directory = directory.path();
    std::fs::write(directory.join("calls.h"), calls()).unwrap();
    let include = format!("-I{}", directory.display());
    let source = path_in_package("tests/c/sequences.c");
    let program = build_with(&source, *Build::all().last().unwrap(), directory, &[&include]);
    let work = directory.join("work");
    std::fs::create_dir(&work).unwrap();
    for (name, content) in [
        ("f0", "Unique 6sense Record ID,Work email\nP1,ada@engine.example\n"),
        ("f1", "Id,Email\n7,ada@engine.example\n"),
    ] {
        std::fs::write(work.join(name), content).unwrap();
    }
    let output = succeed(Command::new(program).arg(&work).args(["0", &sequences.to_string()]));
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(said, "", "a panic says so even where its function cannot");
    println!("fuzz abi: {}", String::from_utf8(output.stdout).unwrap().trim());
}

#[test]
#[ignore = "make fuzz runs it"]
fn any_order_of_calls_keeps_the_promises() {
    run(100);
}

#[test]
#[ignore = "make fuzz-long runs it: it takes more than ten minutes"]
fn so_do_very_many() {
    run(9_000);
}
