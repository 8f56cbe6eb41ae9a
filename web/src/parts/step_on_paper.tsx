// SPDX-License-Identifier: Apache-2.0
import { Fragment, type JSX } from "preact";
import type { CountryPart, Force, Platform, Sourced, Step, Words } from "../guide/door";
import { fill, use_language } from "../strings/language";
import { is_page } from "./outside_link";
import { parts_of, reports_of } from "./platform_words";
import { place_to_check } from "./source_note";

/** What stands below a step on paper: where to press on the platform, what the country's own entry says, whose police it is, and its links with their addresses written out. */
export function StepOnPaper({ step }: { step: Step }): JSX.Element {
  return (
    <>
      {step.platform !== undefined && <PlatformOnPaper platform={step.platform} />}
      {(step.country ?? []).map((part) => (
        <CountryOnPaper key={part.part} part={part} />
      ))}
      {(step.forces ?? []).map((force) => (
        <ForceOnPaper key={force.id} force={force} />
      ))}
      {step.links.map(({ url, label }) => is_page(url) && <p key={url}>{`${label.say}: ${url}`}</p>)}
    </>
  );
}

function PlatformOnPaper({ platform }: { platform: Platform }): JSX.Element {
  const { t } = use_language();
  const said = (of: Words | undefined): string[] => (of === undefined ? [] : [of.say]);
  const address = (url: string | undefined): string[] => (url !== undefined && is_page(url) ? [url] : []);
  /** What was not seen in a source is left out: the page to check it at stands there, as on the screen. */
  const to_check = (of: Partial<Sourced>): string[] => {
    const { check_at, is_unsure } = place_to_check(of);
    return check_at === undefined || !is_unsure ? [] : [t.page.check_at, check_at];
  };
  const parts = parts_of(platform).map(({ part }) => [
    ...(part.tells_other === true ? [t.plan.tells_other] : []),
    ...said(part.text),
    ...said(part.consequence),
    ...address(part.url),
    ...to_check(part),
  ]);
  const reports = reports_of(platform).map((report) => [...said(report.path), ...report.needs.map(({ say }) => say), ...address(report.url), ...to_check(report)]);
  // The form is often the page to check it at: its address stands there once.
  return (
    <>
      {[...parts, ...reports]
        .filter((words) => words.length > 0)
        .map((words) => words.filter((each, at) => words.lastIndexOf(each) === at).join(" "))
        .map((words) => (
          <p key={words}>{`${platform.name}: ${words}`}</p>
        ))}
    </>
  );
}

function CountryOnPaper({ part }: { part: CountryPart }): JSX.Element | null {
  const { t } = use_language();
  const words = part.text?.say ?? (part.number === undefined ? undefined : `${t.help.call} ${part.number}`);
  return words === undefined ? null : <p>{words}</p>;
}

function ForceOnPaper({ force }: { force: Force }): JSX.Element {
  const { t } = use_language();
  const page = force.report_url ?? force.website;
  return (
    <p>
      <span>{fill(t.place.found, { name: force.name.say })}</span>
      {[force.phone, force.emergency].map(
        (number) =>
          number !== undefined && (
            <Fragment key={number}>
              {", "}
              <span class="hf-paper__number">{number}</span>
            </Fragment>
          ),
      )}
      {page !== undefined && is_page(page) && <span>{`, ${page}`}</span>}
    </p>
  );
}
