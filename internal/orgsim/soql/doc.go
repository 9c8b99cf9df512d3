// Package soql parses and evaluates the subset of SOQL that the simulated
// Salesforce org answers.
//
// Parse turns one statement into a typed tree, and Query.Run evaluates that
// tree against a Schema (what the caller may see) and Rows (the data). The
// package knows nothing of HTTP, paging, sessions or storage. It may import the
// standard library only.
//
// # Accepted
//
//   - SELECT of fields, parent paths of up to five relationships, which through a
//     reference to several objects know what those may have in common, FIELDS(ALL),
//     FIELDS(STANDARD) and FIELDS(CUSTOM) with a LIMIT of at most 200, up to 20
//     child subqueries with WHERE, ORDER BY, LIMIT and OFFSET, COUNT() alone, and COUNT(f), MIN, MAX, SUM and AVG with or without an alias;
//   - one FROM object with an optional alias;
//   - WHERE with = != <> < <= > >= LIKE IN and NOT IN, AND, OR, NOT and
//     parentheses over strings, numbers, booleans, null, dates and date-times,
//     and comparisons with date literals such as TODAY and LAST_N_DAYS:7;
//   - up to two semi-joins or anti-joins on an id of the main object;
//   - GROUP BY fields, HAVING over aggregates and grouped fields;
//   - ORDER BY with ASC, DESC, NULLS FIRST and NULLS LAST; LIMIT; OFFSET.
//
// # Rejected
//
// Everything else is an *Error, most often MALFORMED_QUERY, and never a guess:
// AND mixed with OR without parentheses, NOT beside AND or OR without
// parentheses, child subqueries within child subqueries or with semi-joins,
// TYPEOF, date literals of the fiscal year or within IN, functions, COUNT_DISTINCT, ROLLUP and CUBE, INCLUDES and EXCLUDES, several
// FROM objects, aliases after AS, amounts with a currency, USING SCOPE, WITH, FOR VIEW, ALL ROWS, and bind variables.
// tools/clients/soql/corpus.txt has an example of each, and what SOQL grammars of others say to it.
//
// # Semantics worth knowing
//
// Date literals are reckoned in UTC, and weeks begin on Sunday; Salesforce asks
// the user's time zone and locale.
//
// Conditions are two-valued: a null is unequal to every value, so != and NOT IN
// keep rows whose field is null, and a missing parent makes every field of its
// path null. A null boolean counts as false. Salesforce stores no empty
// strings, so an empty string reads as null, in rows and in literals alike.
package soql
