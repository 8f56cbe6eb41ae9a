// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { Platform, PlatformPart, PlatformReport } from "../guide/door";
import { use_language } from "../strings/language";
import { is_page, OutsideLink } from "./outside_link";
import { parts_of, reports_of } from "./platform_words";
import { Said } from "./said";
import { SourceNote } from "./source_note";

/** What the entry of a platform adds to a step: where to press there, and what comes of it. */
export function PlatformParts({ platform }: { platform: Platform }): JSX.Element {
  const reports = reports_of(platform);
  return (
    <div class="hf-card">
      <p class="govuk-body">
        <strong>{platform.name}</strong>
      </p>
      {parts_of(platform).map(({ topic, part }) => (
        <Part key={topic} part={part} about={platform.name} />
      ))}
      {reports.map((report) => (
        <Report key={report.for} report={report} about={platform.name} is_one_of_several={reports.length > 1} />
      ))}
    </div>
  );
}

function Part({ part, about }: { part: PlatformPart; about: string }): JSX.Element {
  const { t } = use_language();
  return (
    <>
      {part.tells_other === true && (
        <p class="govuk-body">
          <strong>{t.plan.tells_other}</strong>
        </p>
      )}
      {[part.text, part.consequence].map(
        (text, index) =>
          text !== undefined && (
            <p class="govuk-body" key={index}>
              <Said of={text} />
            </p>
          ),
      )}
      {part.url !== undefined && is_page(part.url) && (
        <p class="govuk-body">
          <OutsideLink href={part.url} about={about}>
            {t.plan.open_page}
          </OutsideLink>
        </p>
      )}
      <SourceNote of={part} about={about} />
    </>
  );
}

function Report({ report, about, is_one_of_several }: { report: PlatformReport; about: string; is_one_of_several: boolean }): JSX.Element {
  const { t } = use_language();
  return (
    <>
      {is_one_of_several && report.for !== "impersonation" && report.for !== "hacked" && (
        <p class="govuk-body hf-tight">
          <strong>{t.plan.report_for[report.for]}</strong>
        </p>
      )}
      {report.path !== undefined && (
        <p class="govuk-body">
          <Said of={report.path} />
        </p>
      )}
      {report.needs.length > 0 && (
        <>
          <p class="govuk-body hf-tight">{t.plan.needs}</p>
          <ul class="govuk-list govuk-list--bullet">
            {report.needs.map((need) => (
              <li key={need.say}>
                <Said of={need} />
              </li>
            ))}
          </ul>
        </>
      )}
      {report.url !== undefined && is_page(report.url) && (
        <p class="govuk-body">
          <OutsideLink href={report.url} about={about}>
            {t.plan.report_here}
          </OutsideLink>
        </p>
      )}
      <SourceNote of={report} about={about} />
    </>
  );
}
