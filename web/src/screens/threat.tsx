// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { Button } from "../parts/button";
import { Heading } from "../parts/heading";
import { Question } from "../parts/question";
import { use_session } from "../state/session_context";
import { use_language } from "../strings/language";

/** Stranger or somebody known: the advice differs, for an ex-partner above all. */
export function ThreatQuestion(): JSX.Element {
  const { t } = use_language();
  const session = use_session();
  return (
    <>
      <Question
        name="threat"
        legend={<Heading>{t.threat.heading}</Heading>}
        choices={[
          { value: "stranger", text: t.threat.stranger },
          { value: "ex_partner", text: t.threat.ex_partner },
          { value: "known_person", text: t.threat.known_person },
          { value: "unknown", text: t.threat.unknown },
          { value: "other", text: t.threat.other },
        ]}
        missing={t.threat.missing}
        onAnswer={(threat) => session.go({ kind: "threat_answered", threat })}
      >
        <p class="govuk-body">{t.threat.why}</p>
      </Question>
      <p class="govuk-body">
        <Button look="link" onClick={() => session.go({ kind: "threat_answered", threat: null })}>
          {t.threat.skip}
        </Button>
      </p>
    </>
  );
}
