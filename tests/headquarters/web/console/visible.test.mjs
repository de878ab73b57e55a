import assert from "node:assert/strict";
import { test } from "node:test";

import { visible } from "../../../../kiosk/headquarters/web/console/static/visible.js";

test("what turns text is a mark and all else stays as it is", () => {
  assert.equal(visible("葛\u{e0102}西\u202e子辻\u2069"), "葛\u{e0102}西\ufffd子辻\ufffd");
  assert.equal(visible("Trần Thị é 家島支所"), "Trần Thị é 家島支所");
});
