// SPDX-License-Identifier: Apache-2.0
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import type { News } from "../parts/use_news";
import type { CaseView } from "./case_view";
import type { Refusal } from "./case_types";
import type { Evidence } from "./evidence";

/** The evidence of the visit and what is in it now; null while it is not open. */
export function use_evidence(): { evidence: Evidence; view: CaseView | null } {
  const { evidence } = use_session();
  const state = use_store(evidence.state);
  return { evidence, view: state.step === "open" ? state.view : null };
}

/** Why evidence is not kept, or what is kept not opened. */
export const kept_failure =
  (what: string): News =>
  ({ kept_evidence: { errors } }) =>
    what in errors ? errors[what as keyof typeof errors] : errors.draft_failed;

/** What to say of a refusal, with what helps. */
export const failure_news =
  ({ what }: Refusal): News =>
  ({ evidence: { errors } }) =>
    what in errors ? errors[what as keyof typeof errors] : errors.unknown;
