// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { fill, use_language } from "../strings/language";
import type { HelpService } from "../support/support";
import { Details } from "./details";
import { OutsideLink } from "./outside_link";
import { SourceNote } from "./source_note";

/** A service that we hand people over to: what happens there, in order, and what it cannot do. */
export function ServiceCard({ service, number, level = 2 }: { service: HelpService; number?: number; level?: 2 | 3 }): JSX.Element {
  const { t, of } = use_language();
  const name = of(service.name);
  const Name = level === 2 ? "h2" : "h3";
  const Cannot = level === 2 ? "h3" : "h4";
  return (
    <section class="hf-card">
      <Name class="govuk-heading-m">{number === undefined ? name : `${number}. ${name}`}</Name>
      <p class="govuk-body">{of(service.by)}</p>
      <Details summary={t.services.does}>
        <ol class="govuk-list govuk-list--number">
          {service.does.map((text) => (
            <li key={text.en}>{of(text)}</li>
          ))}
        </ol>
      </Details>
      <Cannot class="govuk-heading-s">{t.services.cannot}</Cannot>
      <ul class="govuk-list govuk-list--bullet">
        {service.cannot.map((text) => (
          <li key={text.en}>{of(text)}</li>
        ))}
      </ul>
      <OutsideLink href={service.url} as_button>
        {fill(t.services.open, { name })}
      </OutsideLink>
      <SourceNote of={service} about={name} />
    </section>
  );
}
