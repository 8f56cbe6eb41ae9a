// SPDX-License-Identifier: Apache-2.0
import type { JSX } from "preact";
import { may_write_words } from "../flow/visit";
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import { use_language } from "../strings/language";
import { Button } from "./button";

/** The way to write down what happened, on a route without pictures alone. */
export function WordsCard(): JSX.Element | null {
  const { t } = use_language();
  const session = use_session();
  const visit = use_store(session.visit);
  if (!may_write_words(visit)) return null;
  return (
    <section class="hf-part">
      <h2 class="govuk-heading-m">{t.words.heading}</h2>
      <p class="govuk-body">{t.words.card}</p>
      <Button onClick={() => session.sheet.set("words")}>{t.words.heading}</Button>
    </section>
  );
}
