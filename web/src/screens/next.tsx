// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { AdultVisit } from "../flow/visit";
import { keeps_something } from "../keep/this_device";
import { make_reminder } from "../keep/calendar";
import { save_file } from "../keep/save_file";
import { leave } from "../exit/leave";
import { baked } from "../guide/baked";
import { use_lines_of } from "../guide/use_guide";
import { Button } from "../parts/button";
import { Heading } from "../parts/heading";
import { HelpLines } from "../parts/help_lines";
import { Platforms } from "../parts/platforms";
import { Status } from "../parts/status";
import { StopNciiCard } from "../parts/stopncii_card";
import { use_news } from "../parts/use_news";
import { random_once } from "../service/client";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

const days_until_looking_again = 14;

/** After sending: StopNCII, who checks the list, looking again in two weeks, and somebody to talk to. */
export function Next({ visit }: { visit: AdultVisit }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const service = use_store(session.service);
  const [news, set_news] = use_news();
  const is_ex = visit.threat === "ex_partner";
  const lines = use_lines_of(is_ex ? "safety-first-known" : "adult-helpline", is_ex ? baked.abuse : baked.helplines);
  const text = t.next;
  return (
    <>
      <Heading>{text.heading}</Heading>
      <StopNciiCard />
      <Platforms service={service} />
      <section class="hf-card">
        <h2 class="govuk-heading-m">{text.look_again_heading}</h2>
        <p class="govuk-body">{text.look_again}</p>
        <Button
          onClick={() => {
            save_file("notes.ics", "text/calendar", make_reminder(text.calendar_title, new Date(), days_until_looking_again, random_once()));
            set_news((all) => all.next.calendar_saved);
          }}
        >
          {text.calendar}
        </Button>
        <p class="govuk-hint">{fill(text.calendar_note, { title: text.calendar_title })}</p>
        <Status>{news}</Status>
      </section>
      <section class="hf-card">
        <h2 class="govuk-heading-m">{text.posted_heading}</h2>
        <p class="govuk-body">{text.posted}</p>
        <Button onClick={() => session.notices.open()}>{t.notices.place}</Button>
      </section>
      <h2 class="govuk-heading-m">{text.helpline_heading}</h2>
      <HelpLines lines={lines} />
      <div class="hf-row">
        <Button look="main" onClick={() => leave(keeps_something())}>
          {text.finish}
        </Button>
        <Button onClick={() => session.go({ kind: "case_screen", screen: "case" })}>{text.my_case}</Button>
      </div>
    </>
  );
}
