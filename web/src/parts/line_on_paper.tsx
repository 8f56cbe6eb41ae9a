// SPDX-License-Identifier: Apache-2.0
import { Fragment, type JSX } from "preact";
import type { Line } from "../guide/door";
import { use_language } from "../strings/language";
import { place_to_check } from "./source_note";

/** A line on paper: its name, and each way to reach it, whether to call or to text and none broken at the end of a line; that nobody checked it
 *  for long, and where to, as on the screen. */
export function LineOnPaper({ line }: { line: Line }): JSX.Element {
  const { t, tag } = use_language();
  const { is_stale, is_unsure, check_at } = place_to_check(line);
  return (
    <>
      {line.name.say}:{" "}
      {line.contacts.map(({ how, shown }, index) => (
        <Fragment key={`${how} ${shown}`}>
          {index > 0 && ", "}
          <span class="hf-paper__number">{how === "web" ? shown : `${t.help[how].toLocaleLowerCase(tag)} ${shown}`}</span>
        </Fragment>
      ))}
      {is_stale && <span>{` (${t.page.source_stale})`}</span>}
      {check_at !== undefined && <span>{` ${is_unsure ? `${t.page.check_at} ` : ""}${check_at}`}</span>}
    </>
  );
}
