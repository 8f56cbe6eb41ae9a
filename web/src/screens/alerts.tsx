// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Button } from "../parts/button";
import { Details } from "../parts/details";
import { Heading } from "../parts/heading";
import { HelpLines } from "../parts/help_lines";
import { Status } from "../parts/status";
import { failure_text } from "../parts/failure_text";
import { use_news } from "../parts/use_news";
import { baked } from "../guide/baked";
import type { OpenAlert } from "../state/open_case";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { letter_of_alert } from "../notices/from_alert";
import { fill, use_language } from "../strings/language";

/** Up to this distance two fingerprints are of almost the same picture. */
const almost_same = 10;

/** Alerts, newest first, gently: what happened, what was done, and a person to talk to before any address. */
export function Alerts(): JSX.Element {
  const { t, tag } = use_language();
  const session = use_session();
  const state = use_store(session.open_case.state);
  const [news, set_news] = use_news();
  const text = t.alerts;
  const alerts = state.step === "open" ? state.view.alerts : [];
  const numbers = new Map(state.step === "open" ? state.view.the_case.items.map((item, index) => [item.item, index + 1]) : []);
  async function remove(id: string): Promise<void> {
    const failure = await session.open_case.remove_alert(id);
    set_news((all) => (failure === null ? all.alerts.removed_alert : failure_text(failure, all)));
    // The button that had the focus is gone with its alert.
    if (failure === null) document.querySelector<HTMLElement>("h1")?.focus();
  }
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body-l">{text.lead}</p>
      <p class="govuk-body">{text.what_now}</p>
      <Status>{news}</Status>
      {alerts.length === 0 && <p class="govuk-body">{text.none}</p>}
      <ul class="hf-items">
        {alerts.map((each) => (
          <AlertRow key={each.id} each={each} number={numbers.get(each.alert.item)} onRemove={() => void remove(each.id)} />
        ))}
      </ul>
      {state.step === "open" && state.view.unreadable > 0 && (
        <p class="govuk-body">{state.view.unreadable === 1 ? text.unreadable : fill(text.unreadable_many, { count: state.view.unreadable })}</p>
      )}
      <HelpLines lines={baked.helplines[tag]} level={2} />
    </>
  );
}

function AlertRow({ each, number, onRemove }: { each: OpenAlert; number: number | undefined; onRemove: () => void }): JSX.Element {
  const { t, date } = use_language();
  const { guide, notices } = use_session();
  const text = t.alerts;
  const { alert } = each;
  const write = (kind: string) => (): void => notices.open(kind, letter_of_alert(guide, alert));
  const what = alert.action === "none" ? text.none_done : text[alert.action];
  return (
    <li class="hf-item">
      <h2 class="govuk-heading-s hf-tight">{fill(what, { name: alert.partner })}</h2>
      <p class="govuk-body hf-tight">
        {fill(text.on, { date: date(alert.at) })}
        {number !== undefined && `. ${fill(text.about, { number })}`}
      </p>
      <p class="govuk-hint hf-tight">{alert.distance <= almost_same ? text.close_match : text.near_match}</p>
      {alert.url !== undefined && (
        <>
          <p class="govuk-body">{text.url_warning}</p>
          <Details summary={text.url_show}>
            <p class="hf-address">{alert.url}</p>
          </Details>
        </>
      )}
      <div class="hf-actions">
        {alert.action !== "removed" && <Button onClick={write("platform")}>{fill(text.write, { name: alert.partner })}</Button>}
        <Button onClick={write("preserve")}>{fill(text.preserve, { name: alert.partner })}</Button>
      </div>
      <Button look="link" onClick={onRemove}>
        {text.remove}
      </Button>
    </li>
  );
}
