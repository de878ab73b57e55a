// 照合番号B as staff type it; run by test_call_js.py.
import assert from "node:assert/strict";
import { test } from "node:test";

import { cut, digits, printedCode } from "../../../../kiosk/headquarters/web/console/static/printed_code.js";

const typed = (birth, expiry = "2035", security = "1234") => printedCode({ birth, expiry, security });

test("three groups become one number", () => assert.deepEqual(typed("340506"), { code: "34050620351234" }));

test("full-width digits and signs between them are understood", () => {
  assert.deepEqual(typed("３４０５０６", "２０３５", "１２３４"), { code: "34050620351234" });
  assert.equal(digits("34年5月"), "345");
});

for (const [birth, fits] of [
  ["640107", true], ["650101", false], ["341301", false], ["340431", false], ["340230", false], ["340229", true],
  ["000000", true], ["340500", true], ["340031", true], ["34050", false], ["", false],
]) {
  test(`a birth date of ${birth || "nothing"} ${fits ? "may be one" : "is none"}`, () => {
    assert.equal(typed(birth).wrong, fits ? undefined : "birth");
  });
}

test("the year of expiry is one in which cards can end; the last group has four digits", () => {
  for (const year of ["2015", "2100", "35", "9"]) assert.equal(typed("340506", year).wrong, "expiry");
  assert.equal(typed("340506", "2016").wrong, undefined);
  assert.equal(typed("340506", "2035", "123").wrong, "security");
});

test("all fourteen at once are cut into the groups, anything else is left to the person", () => {
  assert.deepEqual(cut("340506 2035 1234"), { birth: "340506", expiry: "2035", security: "1234" });
  assert.equal(cut("340506"), null);
});
