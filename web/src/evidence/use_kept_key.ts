// SPDX-License-Identifier: Apache-2.0
import { use_session } from "../state/session_context";
import { use_store } from "../state/store";
import type { CasePapers } from "../worker/protocol";

/** The key of the visit, if it is drawn, and whether the person has it in a way that outlives this page. */
export function use_kept_key(): { papers: CasePapers | null; came_with_it: boolean; is_kept: boolean } {
  const session = use_session();
  const visit = use_store(session.visit);
  const papers = use_store(session.papers);
  const in_hand = use_store(session.key_in_hand);
  const on_device = use_store(session.kept_identity);
  // Whoever is here on an errand of an open case came in with its key.
  const came_with_it = visit.route === "adult" && visit.errand !== "new_case";
  return { papers, came_with_it, is_kept: papers !== null && (came_with_it || in_hand === papers.identity || on_device === papers.identity) };
}
