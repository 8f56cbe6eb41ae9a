// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import type { AdultVisit } from "../flow/visit";
import { Button } from "../parts/button";
import { Checkbox } from "../parts/checkbox";
import { Heading } from "../parts/heading";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { fill, use_language } from "../strings/language";

/** What may be added at will. Nothing is chosen beforehand. */
export function ExtrasQuestion({ visit }: { visit: AdultVisit }): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  const extras = use_store(session.extras);
  const text = t.extras;
  return (
    <>
      <Heading>{text.heading}</Heading>
      <p class="govuk-body">{text.why}</p>
      {visit.threat !== null && (
        <Checkbox
          id="send-threat"
          checked={extras.send_threat}
          onChange={(send_threat) => session.extras.set({ ...extras, send_threat })}
          text={fill(text.add_threat, { threat: t.threat[visit.threat] })}
        />
      )}
      <div class="govuk-form-group">
        <label class="govuk-label" for="country">
          {text.country}
        </label>
        <select class="govuk-select" id="country" value={extras.country} onChange={(event) => session.extras.set({ ...extras, country: event.currentTarget.value })}>
          <option value="">{text.no_country}</option>
          {Object.entries(text.countries).map(([code, name]) => (
            <option key={code} value={code}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <Button look="main" onClick={() => session.go({ kind: "go_on" })}>
        {t.page.go_on}
      </Button>
    </>
  );
}
