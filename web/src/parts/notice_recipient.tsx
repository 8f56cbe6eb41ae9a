// SPDX-License-Identifier: Apache-2.0
// Where a letter goes: the form of a platform with what it asks for, a service, a police force, a site's host.
import type { JSX } from "preact";
import type { Notice } from "../guide/notice_door";
import { use_notices } from "../notices/use_notices";
import { fill, use_language } from "../strings/language";
import { Button } from "./button";
import { CountryParts } from "./country_parts";
import { HelpLines } from "./help_lines";
import { is_page, OutsideLink } from "./outside_link";
import { PlatformParts } from "./platform_parts";
import { PoliceForce } from "./police_force";
import { Said } from "./said";
import { ServiceCard } from "./service_card";

export function NoticeRecipient({ notice }: { notice: Notice }): JSX.Element {
  const { t } = use_language();
  const notices = use_notices();
  const text = t.notices;
  const { to } = notice;
  const mails = [...new Set((to.platforms ?? []).flatMap(({ report }) => (report ?? []).flatMap(({ mail }) => mail ?? [])))];
  const named = notices.facts_now().platform;
  const is_listed = (to.platforms ?? []).length > 0;
  return (
    <>
      {to.platforms?.map((platform) => <PlatformParts key={platform.id} platform={platform} />)}
      {!is_listed && (to.kind === "platform" || to.kind === "any") && <p class="govuk-body">{named === undefined ? text.to_platform : fill(text.to_named, { name: named })}</p>}
      {mails.map((mail) => (
        <Button key={mail} onClick={() => notices.say({ ...notices.said(), recipient: mail })}>
          {fill(text.use_mail, { mail })}
        </Button>
      ))}
      {to.kind === "same" && <p class="govuk-body">{to.name === undefined ? text.to_same : fill(text.to_named, { name: to.name })}</p>}
      {to.kind === "host" && <p class="govuk-body">{text.to_host}</p>}
      {to.services?.map((service) => <ServiceCard key={service.id} service={service} level={3} />)}
      {to.url !== undefined && is_page(to.url) && (
        <p class="govuk-body">
          <OutsideLink href={to.url}>{text.open_page}</OutsideLink>
        </p>
      )}
      {to.kind === "police" && <ToPolice notice={notice} />}
      {notice.find_contact !== undefined && (
        <div class="hf-card">
          <h3 class="govuk-heading-s">{text.find_contact}</h3>
          <p class="govuk-body">
            <Said of={notice.find_contact.say} />
          </p>
          {notice.find_contact.url !== undefined && is_page(notice.find_contact.url) && (
            <p class="govuk-body">
              <OutsideLink href={notice.find_contact.url}>{fill(text.look_up, { host: notice.find_contact.host ?? "" })}</OutsideLink>
            </p>
          )}
        </div>
      )}
    </>
  );
}

/** The force of the place in the UK, 101 and 999; elsewhere what the plan says of the police there. */
function ToPolice({ notice }: { notice: Notice }): JSX.Element {
  const { force, always, country } = notice.to;
  if (country !== undefined) return <CountryParts parts={country} />;
  return (
    <>
      <ul class="hf-items">
        <li>
          <PoliceForce forces={force === undefined ? [] : [force]} asks={force === undefined} step="notice" />
        </li>
      </ul>
      <HelpLines lines={always ?? []} level={3} />
    </>
  );
}
