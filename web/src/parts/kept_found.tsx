// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { exhibit_name } from "../evidence/case_view";
import { use_evidence } from "../evidence/use_evidence";
import { use_kept_key } from "../evidence/use_kept_key";
import { use_store } from "../state/store";
import { day_and_time } from "../strings/dates";
import { fill, use_language } from "../strings/language";

/** What is to be said of what was taken up from this device: that another key opens it than that of the case, and what is wrong with it; nothing where all of it is as
 *  it was kept. */
export function KeptFound(): JSX.Element | null {
  const { t, tag } = use_language();
  const { evidence, view } = use_evidence();
  const found = use_store(evidence.kept.found);
  const opens_with = use_store(evidence.kept.opens_with);
  const { papers } = use_kept_key();
  if (found === null || view === null) return null;
  const is_of_old_key = opens_with !== null && papers !== null && opens_with !== papers.identity;
  const text = t.kept_evidence;
  const damaged = found.damaged.filter((number) => view.exhibits.some((exhibit) => exhibit.number === number)).map((number) => exhibit_name(view, number));
  return (
    <>
      {is_of_old_key && <p class="govuk-inset-text">{t.evidence_beside.still_old}</p>}
      {found.older && <p class="govuk-inset-text">{fill(text.older, { time: day_and_time(tag, new Date(found.at)) })}</p>}
      {damaged.length > 0 && <p class="govuk-inset-text">{fill(text.damaged, { names: damaged.join(", ") })}</p>}
    </>
  );
}
