// What the tests in C++ share: checks that stop the program, and a list to work on.
#ifndef CHECK_HPP
#define CHECK_HPP

#include <cstdio>
#include <cstdlib>
#include <optout.hpp>
#include <string>
#include <string_view>

#define CHECK(condition)                                           \
  do {                                                             \
    if (!(condition)) {                                            \
      std::fprintf(stderr, "line %d: %s\n", __LINE__, #condition); \
      std::exit(1);                                                \
    }                                                              \
  } while (0)

inline constexpr std::string_view LIST =
    "Name,Company website,Unique 6sense Record ID,Work email,Opt-out request date\n"
    "Ada Lovelace,engine.example,P1,ada@engine.example,2026-11-21\n"
    "Bob Babbage,engine.example,P2,bob@engine.example,\n";

inline optout::list the_list() { return optout::list::read(LIST); }

inline optout::matcher the_matcher() { return optout::matcher(the_list(), optout::policy::standard()); }

// The status of the error that something throws; OPTOUT_STATUS_OK if it throws none.
template <class C>
optout_status status_of(C work) {
  try {
    work();
  } catch (const optout::error &error) {
    return error.status();
  }
  return OPTOUT_STATUS_OK;
}

#endif  // CHECK_HPP
