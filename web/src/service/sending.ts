// SPDX-License-Identifier: Apache-2.0
// Sending as a state machine: challenge, proof of work, post. It never sends twice: a repeated attempt carries the same
// text and the same Idempotency-Key. It never goes on by itself after the connection was lost: the person presses.
import { make_store, type Store } from "../state/store";
import { random_once, type Answer, type Client } from "./client";
import type { Accepted } from "./types";

export type SendingState =
  | { step: "idle" }
  | { step: "asking" }
  /** `share` of the expected work, 0 to 0.99: work is random, so it says "about". */
  | { step: "proving"; share: number }
  | { step: "posting" }
  /** Nothing was sent, for want of a connection; `unreachable`: there is one, but the service did not answer. */
  | { step: "waiting"; unreachable: boolean }
  /** `sure`: nothing was changed on the service. Otherwise the answer was lost and only a repeat can tell. */
  | { step: "failed"; word: string; detail: string; sure: boolean }
  | { step: "done"; accepted: Accepted };

export interface Prover {
  /** The nonce in decimal, or null when stopped. */
  prove(challenge: string, difficulty: number, body: string, progress: (share: number) => void, stop: AbortSignal): Promise<string | null>;
}

/** Where the text goes: a new case, or an open one by its read key. */
export type Post = (body: string, proof: string, once: string) => Promise<Answer<Accepted>>;

export interface Sending {
  state: Store<SendingState>;
  /** Starts, or repeats what failed. Does nothing while under way or done. */
  send(body: string, post: Post): Promise<void>;
  /** Back to idle; not while it posts, and not when an earlier post may have arrived: then only a repeat can tell. */
  stop(): void;
  forget(): void;
}

interface Attempt {
  body: string;
  once: string;
  /** It was posted, and no answer has told since that it was not taken. */
  may_have_arrived: boolean;
}

const retried_proofs = new Set(["proof_expired", "proof_spent", "proof_wrong"]);
/** After these the service may or may not have stored it. */
const lost_answers = new Set(["offline", "unknown", "internal"]);
/** These are said before the service looks at what it has: they tell nothing of an earlier post whose answer was lost. */
const said_at_the_door = new Set(["busy", "rate_limited", "lagging", "unavailable", "storage_full", ...retried_proofs]);
const greatest_attempts = 3;

export function make_sending(client: Pick<Client, "challenge">, prover: Prover, is_online: () => boolean): Sending {
  const state = make_store<SendingState>({ step: "idle" });
  let attempt: Attempt | null = null;
  let stopper: AbortController | null = null;

  function wait(for_attempt: Attempt, unreachable: boolean): void {
    state.set(for_attempt.may_have_arrived ? { step: "failed", word: "offline", detail: "", sure: false } : { step: "waiting", unreachable });
  }
  const fail = ({ may_have_arrived }: Attempt, word: string, detail: string): void => state.set({ step: "failed", word, detail, sure: !may_have_arrived });

  async function try_once(trying: Attempt, post: Post, stop: AbortSignal): Promise<"again" | "over"> {
    const { body, once } = trying;
    state.set({ step: "asking" });
    const challenge = await client.challenge();
    if (stop.aborted) return "over";
    if (!challenge.ok) {
      const { word, detail } = challenge.problem;
      if (word === "offline") wait(trying, is_online());
      else fail(trying, word, detail);
      return "over";
    }
    state.set({ step: "proving", share: 0 });
    const nonce = await prover.prove(challenge.value.challenge, challenge.value.difficulty, body, (share) => {
      if (!stop.aborted) state.set({ step: "proving", share });
    }, stop);
    if (stop.aborted) return "over";
    if (nonce === null) {
      fail(trying, "unknown", "");
      return "over";
    }
    if (!is_online()) {
      wait(trying, false);
      return "over";
    }
    state.set({ step: "posting" });
    const answer = await post(body, `${challenge.value.challenge}.${nonce}`, once);
    if (stop.aborted) return "over"; // forgotten meanwhile
    if (answer.ok) {
      state.set({ step: "done", accepted: answer.value });
      return "over";
    }
    const { word, detail } = answer.problem;
    // Only an answer of the service itself says that nothing was changed.
    if (lost_answers.has(word)) trying.may_have_arrived = true;
    else if (!said_at_the_door.has(word)) trying.may_have_arrived = false;
    if (retried_proofs.has(word)) return "again";
    fail(trying, word, detail);
    return "over";
  }

  return {
    state,
    async send(body, post) {
      const { step } = state.get();
      if (step === "asking" || step === "proving" || step === "posting" || step === "done") return;
      if (attempt === null || attempt.body !== body) attempt = { body, once: random_once(), may_have_arrived: false };
      const trying = attempt;
      if (!is_online()) {
        wait(trying, false);
        return;
      }
      stopper = new AbortController();
      const stop = stopper.signal;
      for (let tries = 0; tries < greatest_attempts; tries += 1)
        if ((await try_once(trying, post, stop)) === "over") return;
      if (!stop.aborted) fail(trying, "busy", "");
    },
    stop() {
      // What is on its way cannot be called back; before that, nothing was sent.
      if (state.get().step === "posting") return;
      stopper?.abort();
      if (state.get().step === "done") return;
      if (attempt?.may_have_arrived === true) fail(attempt, "offline", "");
      else state.set({ step: "idle" });
    },
    forget() {
      stopper?.abort();
      attempt = null;
      state.set({ step: "idle" });
    },
  };
}
