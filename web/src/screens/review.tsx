// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { AdultVisit } from "../flow/visit";
import { Button } from "../parts/button";
import { Checkbox } from "../parts/checkbox";
import { Details } from "../parts/details";
import { EnglishBeside } from "../parts/english_beside";
import { ErrorSummary } from "../parts/error_summary";
import { Heading } from "../parts/heading";
import { KeptFor } from "../parts/kept_for";
import { Status } from "../parts/status";
import { items_to_send } from "../pictures/picture_list";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

const box_id = "statement";

/** See exactly what will be sent, say that it is true, send. */
export function Review({ visit }: { visit: AdultVisit }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const pictures = use_store(session.pictures.all);
  const papers = use_store(session.papers);
  const extras = use_store(session.extras);
  const is_online = use_store(session.online);
  const [agreed, set_agreed] = useState(false);
  const [asked_in_vain, set_asked_in_vain] = useState(0);
  const [has_failed, set_failed] = useState(false);
  useEffect(() => {
    void session.draw_papers().then((drawn) => set_failed(!drawn));
  }, [session]);

  const text = t.review;
  const count = items_to_send(pictures).length;
  const exact = papers === null ? null : session.text_to_send();
  const is_missing = asked_in_vain > 0 && !agreed;

  function send(): void {
    if (exact === null) return;
    if (!agreed) {
      set_asked_in_vain(asked_in_vain + 1);
      return;
    }
    session.go({ kind: "send_pressed", statement_agreed: true });
    void session.send();
  }

  return (
    <>
      {is_missing && <ErrorSummary turn={asked_in_vain} message={text.statement_missing} field={box_id} />}
      <Heading>{text.heading}</Heading>
      <ul class="govuk-list govuk-list--bullet">
        <li>{count === 1 ? text.count_one : fill(text.count_many, { count })}</li>
        {visit.errand === "new_case" && <li>{text.plus_keys}</li>}
        {extras.send_threat && visit.threat !== null && <li>{text.plus_threat}</li>}
        {extras.country !== "" && <li>{text.plus_country}</li>}
      </ul>
      <p class="govuk-body">
        <strong>{text.never}</strong>
      </p>
      {exact !== null && (
        <Details summary={text.exact}>
          <pre class="hf-exact" tabIndex={0} role="region" aria-label={text.exact_label}>
            {exact}
          </pre>
        </Details>
      )}
      {exact === null && <Status>{has_failed ? t.pictures.errors.no_module : t.page.loading}</Status>}
      <p class="govuk-body">{text.private}</p>
      <p class="govuk-body">{text.keeps}</p>
      <KeptFor look="govuk-body" />
      <Checkbox id={box_id} checked={agreed} onChange={set_agreed} text={text.statement} error={is_missing ? text.statement_missing : undefined} />
      {t.language.awaiting_review && (
        <p class="govuk-body">
          <EnglishBeside of={(english) => english.review.statement} />
        </p>
      )}
      <Status>{is_online ? "" : text.offline}</Status>
      <Button look="main" onClick={send} disabled={exact === null}>
        {text.send}
      </Button>
      <p class="govuk-body">
        <Button look="link" onClick={() => session.go({ kind: "statement_not_true" })}>
          {text.not_true}
        </Button>
      </p>
    </>
  );
}
