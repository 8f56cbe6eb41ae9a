// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Words } from "../guide/door";
import { EnglishUnder } from "./english_beside";

/** Words of the guide, with the English under a translation that awaits review. */
export function Said({ of }: { of: Words }): JSX.Element {
  return (
    <>
      {of.say}
      {of.en !== undefined && <EnglishUnder text={of.en} shown={of.say} />}
    </>
  );
}
