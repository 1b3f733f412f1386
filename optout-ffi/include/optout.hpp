// optout: honour a data vendor's opt-out list. C++17 over optout.h, and nothing beside: all of it is in
// these headers, and a program links the same library as one in C.
//
// What a function does is said in optout.h, where its name is optout_<class>_<function>. What is different
// here:
//
// - Objects are classes that free themselves; they are moved and never copied. A class whose name ends
//   with _view belongs to the object that it was asked of.
// - Text goes in and out as std::string_view, and so do the bytes of files. A view that comes out is good until the
//   object that it was asked of is changed, moved from or destroyed: keep the object in a variable. Outputs that
//   are new, such as JSON, are std::string.
// - What fails throws optout::error, and nothing is done. An output that can be none is a std::optional.
// - What there are several of is a range.
// - A function of the caller's may throw: that stops the work, and leaves the call that it was given to.
// - Enums are those of optout.h; word() gives the word for a value.
#ifndef OPTOUT_HPP
#define OPTOUT_HPP

#include <optout/allowance.hpp>
#include <optout/arrow.hpp>
#include <optout/audit.hpp>
#include <optout/contact.hpp>
#include <optout/decision.hpp>
#include <optout/erasing.hpp>
#include <optout/erasure.hpp>
#include <optout/error.hpp>
#include <optout/evidence.hpp>
#include <optout/handle.hpp>
#include <optout/hashed.hpp>
#include <optout/job.hpp>
#include <optout/list.hpp>
#include <optout/matching.hpp>
#include <optout/notices.hpp>
#include <optout/policy.hpp>
#include <optout/progress.hpp>
#include <optout/redaction.hpp>
#include <optout/suppression.hpp>
#include <optout/sweep.hpp>
#include <optout/tables.hpp>
#include <optout/values.hpp>
#include <optout/words.hpp>

#endif  // OPTOUT_HPP
