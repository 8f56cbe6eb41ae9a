// SPDX-License-Identifier: Apache-2.0
// What others say of when a pack was sealed: the service's receipt and, where it has an authority, a time stamp. All that leaves is
// the text that the person saw, the seal's digest. What does not come is no reason not to seal.
import type { Answer, Client } from "../service/client";
import type { Prover } from "../service/sending";

export interface TimeProof {
  /** The person had it sent. */
  asked: boolean;
  receipt: { text: string; log_key: string } | null;
  time_stamp: Uint8Array<ArrayBuffer> | null;
  /** The service has an authority: a stamp was asked for. */
  asked_for_stamp: boolean;
}
export const no_proof: TimeProof = { asked: false, receipt: null, time_stamp: null, asked_for_stamp: false };

/** What is sent for one seal. */
export const seal_text = (seal: string): string => JSON.stringify({ seal });

type Asked = Pick<Client, "service" | "challenge" | "log_seal" | "stamp_seal">;
export interface ProofOptions {
  stop: AbortSignal;
  /** 0 to 1, of the work that the service asks for. */
  progress: (share: number) => void;
}
const retried = new Set(["proof_expired", "proof_spent", "proof_wrong"]);
const greatest_attempts = 3;

function bytes_of(base64: string): Uint8Array<ArrayBuffer> | null {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return null;
  }
}

/** Both at once would be quicker, and one of them might then be refused: the service stamps one seal at a time. */
export async function ask_when_sealed(client: Asked, prover: Prover, body: string, { stop, progress }: ProofOptions): Promise<TimeProof> {
  async function proved<T>(post: (body: string, proof: string) => Promise<Answer<T>>): Promise<T | null> {
    for (let attempt = 0; attempt < greatest_attempts && !stop.aborted; attempt += 1) {
      const challenge = await client.challenge();
      if (!challenge.ok || stop.aborted) return null;
      const nonce = await prover.prove(challenge.value.challenge, challenge.value.difficulty, body, progress, stop);
      if (nonce === null || stop.aborted) return null;
      const answer = await post(body, `${challenge.value.challenge}.${nonce}`);
      if (answer.ok) return answer.value;
      if (!retried.has(answer.problem.word)) return null;
    }
    return null;
  }
  const service = await client.service();
  if (!service.ok || stop.aborted) return { ...no_proof, asked: true };
  const { seal_log, time_stamps } = service.value;
  const logged = seal_log === undefined ? null : await proved(client.log_seal);
  const stamped = time_stamps === undefined || stop.aborted ? null : await proved(client.stamp_seal);
  return {
    asked: true,
    receipt: logged === null || seal_log === undefined ? null : { text: logged.receipt, log_key: seal_log.key },
    time_stamp: stamped === null ? null : bytes_of(stamped.time_stamp),
    asked_for_stamp: time_stamps !== undefined,
  };
}
