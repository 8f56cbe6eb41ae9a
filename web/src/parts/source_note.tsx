// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { day_of } from "../guide/guide";
import type { Sourced } from "../guide/door";
import { fill, use_language } from "../strings/language";
import { is_page, OutsideLink } from "./outside_link";

/** What somebody would do or dial by: where one of these was not seen and is left out, the page to check it at stands in its place. */
const acted_on = new Set(["contacts", "text", "path", "url", "does"]);

interface OfEntry extends Partial<Sourced> {
  review_by?: string;
  contacts?: unknown[];
}

/** Whether an entry is overdue or was not seen whole, and the page to check it at where it was not. */
export function place_to_check(of: OfEntry): { is_stale: boolean; is_unsure: boolean; check_at: string | undefined } {
  const is_stale = of.stale === true || (of.review_by !== undefined && day_of(new Date()) > of.review_by);
  const is_unsure = (of.sure !== undefined && of.sure !== "seen") || of.contacts?.length === 0 || of.unsure?.some((field) => acted_on.has(field)) === true;
  const check_at = (is_unsure || is_stale) && of.check_at !== undefined && is_page(of.check_at) ? of.check_at : undefined;
  return { is_stale, is_unsure, check_at };
}

/** Where an entry of the guide comes from and when it was read; says so when that is long ago, and where to check what was not found. */
export function SourceNote({ of, about }: { of: OfEntry; about: string }): JSX.Element | null {
  const { t, date } = use_language();
  const source = of.sources?.find(({ url }) => is_page(url));
  const { is_stale, is_unsure, check_at } = place_to_check(of);
  if (source === undefined && !is_stale && check_at === undefined) return null;
  return (
    <p class="hf-source">
      {source !== undefined && (
        <>
          <OutsideLink href={source.url} about={about}>
            {t.page.source_link}
          </OutsideLink>
          {", "}
          {fill(t.page.source_checked, { date: date(source.read) })}
        </>
      )}
      {is_stale && <strong> {t.page.source_stale}</strong>}
      {check_at !== undefined && (
        <>
          {" "}
          {is_unsure && `${t.page.check_at} `}
          <OutsideLink href={check_at} about={about}>
            {new URL(check_at).hostname}
          </OutsideLink>
        </>
      )}
    </p>
  );
}
