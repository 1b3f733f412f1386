// Is this contact on the Opt-Out List, why, and what is left of a past export without the listed people?
//
//   c++ -std=c++17 match_and_redact.cpp $(pkg-config --cflags --libs optout) -o match_and_redact
//   ./match_and_redact LIST.csv "Ada Lovelace" ada@engine.example < EXPORT.csv > REDACTED.csv
#include <iostream>
#include <optout.hpp>

int main(int argc, char **argv) {
  if (argc != 4) {
    std::cerr << "usage: " << argv[0] << " LIST NAME EMAIL < EXPORT > REDACTED\n";
    return 2;
  }
  try {
    const optout::list list = optout::list::read_path(argv[1]);
    const optout::matcher matcher(list, optout::policy::standard());
    std::cerr << list.entries().size() << " people on the list\n";

    optout::contact contact;
    contact.add_full_name(argv[2]).add_email(argv[3]);
    const optout::match match = matcher.match(contact);
    std::cerr << optout::word(match.status()) << ' ' << match.entry_id() << '\n' << match.sentence() << '\n';

    optout::targets targets;
    targets.add_list(list);
    const optout::summary summary = optout::redactor(targets).redact_stream(std::cin, std::cout);
    std::cerr << summary.redacted_count() << " of " << summary.record_count() << " records redacted\n";
    for (const optout::finding finding : summary.findings()) {
      std::cerr << "record " << finding.record << ": " << optout::word(finding.kind) << '\n';
    }
  } catch (const optout::error &error) {
    std::cerr << error.what() << '\n';
    return 1;
  } catch (const std::ios::failure &failure) {
    std::cerr << failure.what() << '\n';
    return 1;
  }
  return std::cout.flush() ? 0 : 1;
}
