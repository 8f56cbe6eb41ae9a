// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import { may_take_pictures, type AdultVisit } from "../flow/visit";
import { Button } from "../parts/button";
import { ErrorSummary } from "../parts/error_summary";
import { FileDrop } from "../parts/file_drop";
import { Heading } from "../parts/heading";
import { PictureRow } from "../parts/picture_row";
import { Status } from "../parts/status";
import { use_news } from "../parts/use_news";
import { is_busy, items_to_send } from "../pictures/picture_list";
import { room_in } from "../state/open_case";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

const assumed_limit = 100;
const button_id = "choose-pictures";

/** Choosing pictures. The only screen that takes any. */
export function Pictures({ visit }: { visit: AdultVisit }): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const pictures = use_store(session.pictures.all);
  const service = use_store(session.service);
  const case_state = use_store(session.open_case.state);
  const [problem, set_problem] = use_news();
  const [asked_in_vain, set_asked_in_vain] = useState(0);
  const [news, set_news] = use_news();
  useEffect(() => set_problem(null), [pictures]);
  if (!may_take_pictures(visit)) return null;

  const text = t.pictures;
  const limit = service.step === "known" ? service.service.limits.items_per_submission : assumed_limit;
  const room = visit.errand === "add_pictures" ? room_in(case_state, limit) : limit;
  const done = pictures.filter(({ state }) => state.step === "done" || state.step === "stopped").length;
  const busy = is_busy(pictures);
  const progress = pictures.length === 0 ? "" : busy ? fill(text.progress, { done, all: pictures.length }) : text.all_done;

  function take(files: File[]): void {
    set_news(null);
    session.pictures.add(files);
  }
  function go_on(): void {
    const ready = items_to_send(pictures).length;
    set_asked_in_vain(asked_in_vain + 1);
    if (busy) set_problem((all) => all.pictures.still_working);
    else if (ready === 0) set_problem((all) => all.pictures.missing);
    else if (ready > room) set_problem((all) => fill(all.pictures.too_many, { limit, room }));
    else session.go({ kind: "go_on" });
  }

  return (
    <>
      {problem !== "" && <ErrorSummary message={problem} field={button_id} turn={asked_in_vain} />}
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <p class="govuk-body">{text.only_yours}</p>
      <p class="govuk-body">{text.have_it}</p>
      <FileDrop id="picture-files" button_id={button_id} accept="image/*" is_first={pictures.length === 0} drop={text.drop} onFiles={take}>
        {pictures.length === 0 ? text.choose : text.choose_more}
      </FileDrop>
      {pictures.length > 0 && <h2 class="govuk-heading-m">{text.list_heading}</h2>}
      <Status>{news === "" ? progress : news}</Status>
      {busy && <progress class="hf-progress" max={pictures.length} value={done} aria-label={progress} />}
      {busy && <Button onClick={() => session.pictures.stop()}>{text.stop}</Button>}
      <ul class="hf-pictures">
        {pictures.map((picture) => (
          <PictureRow
            key={picture.number}
            picture={picture}
            onRemove={() => {
              session.pictures.remove(picture.number);
              set_news((all) => fill(all.pictures.removed, { number: picture.number }));
              document.getElementById(button_id)?.focus();
            }}
          />
        ))}
      </ul>
      {pictures.length > 0 && (
        <Button look="main" onClick={go_on}>
          {t.page.go_on}
        </Button>
      )}
    </>
  );
}
