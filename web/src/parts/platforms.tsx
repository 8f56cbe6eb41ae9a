// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { fill, use_language } from "../strings/language";
import type { ServiceState } from "../state/session";

/** Who checks the list today, said plainly, also when it is nobody. */
export function Platforms({ service }: { service: ServiceState }): JSX.Element {
  const { t, date } = use_language();
  const text = t.who_checks;
  return (
    <section class="hf-card">
      <h2 class="govuk-heading-m">{text.platforms_heading}</h2>
      {service.step === "asking" && <p class="govuk-body">{text.asking}</p>}
      {service.step === "failed" && <p class="govuk-body">{text.unknown}</p>}
      {service.step === "known" && service.service.platforms.length === 0 && (
        <>
          <p class="govuk-body">
            <strong>{text.none}</strong>
          </p>
          <p class="govuk-body">{text.none_meaning}</p>
        </>
      )}
      {service.step === "known" && service.service.platforms.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {service.service.platforms.map((platform) => (
            <li key={platform.name}>{fill(text.since, { name: platform.name, date: date(platform.checks_since) })}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
