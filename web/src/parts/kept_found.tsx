// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { exhibit_name } from "../evidence/case_view";
import { use_evidence } from "../evidence/use_evidence";
import { use_store } from "../state/store";
import { day_and_time } from "../strings/dates";
import { fill, use_language } from "../strings/language";

/** What is wrong with what was taken up from this device; nothing where all of it was as it was kept. */
export function KeptFound(): JSX.Element | null {
  const { t, tag } = use_language();
  const { evidence, view } = use_evidence();
  const found = use_store(evidence.kept.found);
  if (found === null || view === null) return null;
  const text = t.kept_evidence;
  const damaged = found.damaged.filter((number) => view.exhibits.some((exhibit) => exhibit.number === number)).map((number) => exhibit_name(view, number));
  return (
    <>
      {found.older && <p class="govuk-inset-text">{fill(text.older, { time: day_and_time(tag, new Date(found.at)) })}</p>}
      {damaged.length > 0 && <p class="govuk-inset-text">{fill(text.damaged, { names: damaged.join(", ") })}</p>}
    </>
  );
}
