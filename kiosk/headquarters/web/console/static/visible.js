// @ts-check
/** Text from outside may not turn around the text beside it: the same as `visible.py` does for the pages. */

const TURNING = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** Text with a mark in the place of what turns text. @param {string} text */
export const visible = (text) => text.replace(TURNING, "\ufffd");
