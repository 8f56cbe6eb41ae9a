// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { fill, use_language } from "../strings/language";
import { is_stale, type Sourced } from "../support/support";
import { OutsideLink } from "./outside_link";

/** Where an entry of the data comes from and when it was read; says so when that is long ago. */
export function SourceNote({ of, about }: { of: Sourced; about: string }): JSX.Element {
  const { t, date } = use_language();
  return (
    <p class="hf-source">
      <OutsideLink href={of.source} about={about}>
        {t.page.source_link}
      </OutsideLink>
      {", "}
      {fill(t.page.source_checked, { date: date(of.checked) })}
      {is_stale(of.checked, new Date()) && <strong> {t.page.source_stale}</strong>}
    </p>
  );
}
