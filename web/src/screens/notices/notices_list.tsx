// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { use_guide } from "../../guide/use_guide";
import { save_file } from "../../keep/save_file";
import { random_once } from "../../service/client";
import { all_kinds } from "../../notices/kinds";
import { track_of } from "../../notices/track";
import { is_full } from "../../notices/tracker";
import { use_notices } from "../../notices/use_notices";
import { Button } from "../../parts/button";
import { GuideMissing } from "../../parts/guide_missing";
import { Heading } from "../../parts/heading";
import { ListLeftOut } from "../../parts/list_left_out";
import { Status } from "../../parts/status";
import { TrackedNotice } from "../../parts/tracked_notice";
import { use_news } from "../../parts/use_news";
import { use_session } from "../../state/session_context";
import { use_store } from "../../state/store";
import { fill, use_language } from "../../strings/language";

/** What was sent, how it stands and what comes next; and the way to the next letter. */
export function NoticesList(): JSX.Element {
  const { t, tag } = use_language();
  const { guide, state } = use_guide();
  const notices = use_notices();
  const is_kept = use_store(use_session().draft.is_written);
  const [news, set_news] = use_news();
  const text = t.notices;
  const tracker = notices.tracker.get();
  const kinds = all_kinds(guide, tag);
  const tracked = track_of(guide, tracker, tag, new Date());
  const has_coming = tracked?.records.some(({ state: at, coming, deadline, over }) => at !== "done" && (coming.length > 0 || (deadline !== undefined && over !== true))) ?? false;
  return (
    <>
      <Heading>{text.place}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <GuideMissing />
      {is_full(tracker) ? (
        <p class="govuk-body">{text.full}</p>
      ) : (
        state === "open" && (
          <Button look="main" onClick={() => notices.choose_kind()}>
            {text.write}
          </Button>
        )
      )}
      <h2 class="govuk-heading-m">{text.sent_list}</h2>
      <ListLeftOut />
      {tracker.sent.length === 0 && <p class="govuk-body">{text.none_sent}</p>}
      <ul class="hf-items">
        {tracker.sent.map((sent, index) => {
          const record = tracked?.records[index];
          return record === undefined ? null : <TrackedNotice key={sent.id} sent={sent} record={record} title={kinds.find(({ id }) => id === sent.notice)?.title} kinds={kinds} />;
        })}
      </ul>
      {has_coming && (
        <section class="hf-card">
          <h2 class="govuk-heading-s">{text.calendar_heading}</h2>
          <p class="govuk-body">{text.calendar_lead}</p>
          <Button
            onClick={() => {
              const calendar = track_of(guide, tracker, tag, new Date(), random_once())?.calendar;
              if (calendar === undefined) return;
              save_file("notes.ics", "text/calendar", calendar);
              set_news((all) => fill(all.notices.saved, { name: "notes.ics" }));
            }}
          >
            {text.calendar}
          </Button>
          <Status>{news}</Status>
        </section>
      )}
      {tracker.sent.length > 0 && <p class="govuk-hint">{is_kept ? t.done_list.kept : text.in_memory}</p>}
    </>
  );
}
