// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { HelpService } from "../guide/door";
import { fill, use_language } from "../strings/language";
import { Details } from "./details";
import { is_page, OutsideLink } from "./outside_link";
import { Said } from "./said";
import { SourceNote } from "./source_note";

/** A service that we hand people over to: what happens there, in order, and what it cannot do. */
export function ServiceCard({ service, level = 2 }: { service: HelpService; level?: 2 | 3 | 4 }): JSX.Element {
  const { t } = use_language();
  const name = service.name.say;
  const Name = `h${level}` as "h2" | "h3" | "h4";
  const is_seen = service.url !== undefined && is_page(service.url);
  return (
    <section class="hf-card">
      <Name class="govuk-heading-s">{name}</Name>
      {service.by !== undefined && (
        <p class="govuk-body">
          <Said of={service.by} />
        </p>
      )}
      {service.cannot.length > 0 && (
        <>
          <p class="govuk-body hf-tight">
            <strong>{t.services.cannot}</strong>
          </p>
          <ul class="govuk-list govuk-list--bullet">
            {service.cannot.map((text) => (
              <li key={text.say}>
                <Said of={text} />
              </li>
            ))}
          </ul>
        </>
      )}
      {service.does.length > 0 && (
        <Details summary={t.services.does}>
          <ol class="govuk-list govuk-list--number">
            {service.does.map((text) => (
              <li key={text.say}>
                <Said of={text} />
              </li>
            ))}
          </ol>
        </Details>
      )}
      {is_seen && (
        <OutsideLink href={service.url ?? ""} as_button>
          {fill(t.services.open, { name })}
        </OutsideLink>
      )}
      <SourceNote of={service} about={name} />
    </section>
  );
}
