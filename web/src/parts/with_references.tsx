// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";

/** The text with its reference numbers (notices/reference.ts) each on one line: half of one, read out, is a wrong one. */
export function with_references(text: string): (string | JSX.Element)[] {
  return text.split(/(\b\d{4}-\d{4}-\d{4}\b)/).map((part, index) =>
    index % 2 === 1 ? (
      <span key={index} class="hf-reference">
        {part}
      </span>
    ) : (
      part
    ),
  );
}
