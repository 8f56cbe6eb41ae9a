// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import { done_of } from "../done/actions";
import type { CaseScreen } from "../flow/visit";
import { use_notices } from "../notices/use_notices";
import { Button } from "../parts/button";
import { HeldReason } from "../parts/held_reason";
import { Heading } from "../parts/heading";
import { KeptFor } from "../parts/kept_for";
import { OperatorNotice } from "../parts/operator_notice";
import { Platforms } from "../parts/platforms";
import { Status } from "../parts/status";
import { failure_text } from "../parts/failure_text";
import { use_news } from "../parts/use_news";
import type { CaseItem } from "../service/types";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

/** The open case: alerts first, then each picture and what platforms said of it, then what can be done. */
export function CaseOverview(): JSX.Element {
  const { t, date } = use_language();
  const session = use_session();
  const state = use_store(session.open_case.state);
  const service = use_store(session.service);
  const is_unkept = use_store(session.unkept);
  const done = done_of(use_store(session.guide.actions));
  const notices = use_notices();
  const [news, set_news] = use_news();
  const text = t.case;
  useEffect(() => {
    void session.open_case.load();
    session.refresh_service();
  }, [session]);

  async function look_again(): Promise<void> {
    set_news((all) => all.page.loading);
    const failure = await session.open_case.load();
    session.refresh_service();
    set_news((all) => (failure === null ? all.case.refreshed : failure_text(failure, all)));
  }

  if (state.step !== "open") {
    return (
      <>
        <Heading>{text.heading}</Heading>
        <Status>{state.step === "failed" ? failure_text(state.word, t) : t.page.loading}</Status>
        {state.step === "failed" && <Button onClick={() => void look_again()}>{t.page.try_again}</Button>}
      </>
    );
  }
  const { the_case, alerts, copies } = state.view;
  const show = (screen: CaseScreen) => (): void => session.go({ kind: "case_screen", screen });
  const has_active = the_case.items.some((item) => item.state === "active" || item.state === "quarantined" || item.state === "disputed");
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body hf-tight">{fill(text.number, { number: the_case.case_number })}</p>
      <p class="govuk-hint">{fill(text.created, { date: date(the_case.created) })}</p>
      <KeptFor look="govuk-hint" />
      <OperatorNotice />
      {session.open_case.rotation_is_pending() && (
        <section class="hf-card hf-card--news">
          <p class="govuk-body">{t.new_words.unsure}</p>
          <Button look="main" onClick={show("new_words")}>
            {t.new_words.heading}
          </Button>
        </section>
      )}
      {is_unkept && (
        <section class="hf-card hf-card--news">
          <p class="govuk-body">{t.sent.next}</p>
          <Button look="main" onClick={show("shared_device")}>
            {text.keep}
          </Button>
        </section>
      )}
      <section class={alerts.length > 0 ? "hf-card hf-card--news" : "hf-card"}>
        {alerts.length === 0 ? (
          <p class="govuk-body">{text.alerts_none}</p>
        ) : (
          <>
            <h2 class="govuk-heading-m">{alerts.length === 1 ? text.alerts_one : fill(text.alerts_many, { count: alerts.length })}</h2>
            <Button look="main" onClick={show("alerts")}>
              {text.see_alerts}
            </Button>
          </>
        )}
      </section>
      <h2 class="govuk-heading-m">{text.pictures_heading}</h2>
      <ul class="hf-items">
        {the_case.items.map((item, index) => (
          <CaseItemRow key={item.item} item={item} number={index + 1} />
        ))}
      </ul>
      <Platforms service={service} />
      <h2 class="govuk-heading-m">{text.actions_heading}</h2>
      <div class="hf-actions">
        <Button onClick={() => void look_again()}>{text.refresh}</Button>
        <Status>{news}</Status>
        {/* An answer on the way there may lock the visit and drop the keys: they must be kept first. */}
        {!is_unkept && <Button onClick={() => session.go({ kind: "add_pictures" })}>{text.add}</Button>}
        {!is_unkept && <Button onClick={() => session.go({ kind: "to_evidence" })}>{t.evidence.heading}</Button>}
        {has_active && <Button onClick={show("withdraw")}>{text.withdraw}</Button>}
        {copies.length > 0 && <Button onClick={show("undo")}>{text.undo}</Button>}
        {(done.size > 0 || notices.tracker.get().sent.length > 0) && <Button onClick={() => session.sheet.set("done")}>{t.done_list.heading}</Button>}
        {!is_unkept && <Button onClick={show("shared_device")}>{text.keep}</Button>}
        <Button onClick={() => session.notices.open()}>{t.notices.place}</Button>
        <Button onClick={show("new_words")}>{text.new_words}</Button>
        <Button onClick={show("erase")}>{text.erase}</Button>
      </div>
    </>
  );
}

function CaseItemRow({ item, number }: { item: CaseItem; number: number }): JSX.Element {
  const { t, date } = use_language();
  const text = t.case;
  return (
    <li class="hf-item">
      <h3 class="govuk-heading-s hf-tight">{fill(text.item_name, { number })}</h3>
      <p class="govuk-body hf-tight">
        <strong>{text.state[item.state]}</strong>
      </p>
      <p class="govuk-hint hf-tight">{fill(text.added, { date: date(item.added) })}</p>
      <p class="govuk-body hf-tight">
        {item.state === "disputed" && text.paused}
        {item.state === "expired" && text.removed}
        {item.state === "quarantined" && <HeldReason reason={item.reason} explanation={item.explanation} />}
      </p>
      {item.feedback.length > 0 && (
        <ul class="govuk-list govuk-list--bullet">
          {item.feedback.map((said) => (
            <li key={said.platform}>{fill(text.verdict[said.verdict], { name: said.platform, date: date(said.at) })}</li>
          ))}
        </ul>
      )}
    </li>
  );
}
