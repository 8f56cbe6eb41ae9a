// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { Button } from "../parts/button";
import { Heading } from "../parts/heading";
import { Platforms } from "../parts/platforms";
import { StopNciiCard } from "../parts/stopncii_card";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";

/** Before anything is chosen: what this page does, who checks its list today, and what it cannot do. */
export function WhoChecks(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const service = use_store(session.service);
  useEffect(() => session.refresh_service(), [session]);
  const text = t.who_checks;
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body">{text.how}</p>
      <p class="govuk-body">{text.compare}</p>
      <Platforms service={service} />
      <h2 class="govuk-heading-m">{text.limits_heading}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{text.limit_no_promise}</li>
        <li>{text.limit_chats}</li>
        <li>{text.limit_changed}</li>
      </ul>
      <StopNciiCard />
      <Button look="main" onClick={() => session.go({ kind: "go_on" })}>
        {t.page.go_on}
      </Button>
    </>
  );
}
