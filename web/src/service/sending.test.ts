// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from "vitest";
import type { Answer } from "./client";
import { make_sending, type Post, type Prover } from "./sending";
import type { Accepted, Challenge } from "./types";

const challenge: Challenge = { challenge: "challenge-challenge", difficulty: 4, expires: "2026-11-21T19:00:00Z" };
const accepted: Accepted = { items: [{ item: "0".repeat(32), state: "active" }] };
const refused = (word: string, status = 403): Answer<never> => ({ ok: false, problem: { word, detail: "", status } });

const prover: Prover = {
  prove: async (_challenge, _difficulty, _body, progress) => {
    progress(0.5);
    return "7";
  },
};

interface Sent {
  body: string;
  proof: string;
  once: string;
}
function recorder(answers: Answer<Accepted>[]): { post: Post; sent: Sent[] } {
  const sent: Sent[] = [];
  return {
    sent,
    post: async (body, proof, once) => {
      sent.push({ body, proof, once });
      return answers.shift() ?? { ok: true, value: accepted };
    },
  };
}
const client = { challenge: async (): Promise<Answer<Challenge>> => ({ ok: true, value: challenge }) };

describe("sending", () => {
  it("asks, proves, posts the very text, and is done", async () => {
    const { post, sent } = recorder([]);
    const sending = make_sending(client, prover, () => true);
    const steps: string[] = [];
    sending.state.watch(() => steps.push(sending.state.get().step));
    await sending.send("the text", post);
    expect(steps).toEqual(["asking", "proving", "proving", "posting", "done"]);
    expect(sent).toMatchObject([{ body: "the text", proof: "challenge-challenge.7" }]);
  });

  it("sends nothing without a connection, and goes on only when asked", async () => {
    let online = false;
    const { post, sent } = recorder([]);
    const sending = make_sending(client, prover, () => online);
    await sending.send("text", post);
    expect(sending.state.get()).toEqual({ step: "waiting", unreachable: false });
    online = true;
    expect(sending.state.get()).toEqual({ step: "waiting", unreachable: false });
    expect(sent).toEqual([]);
    await sending.send("text", post);
    expect(sending.state.get().step).toBe("done");
  });

  it("waits when the connection breaks during the proof", async () => {
    let online = true;
    const breaking: Prover = { prove: async () => { online = false; return "7"; } };
    const { post, sent } = recorder([]);
    const sending = make_sending(client, breaking, () => online);
    await sending.send("text", post);
    expect(sending.state.get()).toEqual({ step: "waiting", unreachable: false });
    expect(sent).toEqual([]);
  });

  it("says that it does not know when the answer is lost, and repeats with the same key", async () => {
    const { post, sent } = recorder([refused("offline", 0)]);
    const sending = make_sending(client, prover, () => true);
    await sending.send("text", post);
    expect(sending.state.get()).toMatchObject({ step: "failed", sure: false });
    await sending.send("text", post);
    expect(sending.state.get().step).toBe("done");
    expect(sent).toHaveLength(2);
    expect(sent[0]?.once).toBe(sent[1]?.once);
  });

  it("goes on not knowing until the service tells: a repeat that does not get through says no more", async () => {
    const cases: Record<string, { online?: boolean; challenge?: Answer<Challenge>; post?: Answer<Accepted> }> = {
      "no connection": { online: false },
      "no challenge for want of a connection": { challenge: refused("offline", 0) },
      "no challenge": { challenge: refused("busy", 429) },
      "refused at the door": { post: refused("lagging", 503) },
      "lost again": { post: refused("offline", 0) },
    };
    for (const [name, then] of Object.entries(cases)) {
      let online = true;
      let next: Answer<Challenge> = { ok: true, value: challenge };
      const { post, sent } = recorder([refused("offline", 0), then.post ?? { ok: true, value: accepted }]);
      const sending = make_sending({ challenge: async () => next }, prover, () => online);
      await sending.send("text", post);
      online = then.online ?? true;
      next = then.challenge ?? next;
      await sending.send("text", post);
      expect(sending.state.get(), name).toMatchObject({ step: "failed", sure: false });
      sending.stop();
      expect(sending.state.get(), name).toMatchObject({ step: "failed", sure: false });
      online = true;
      next = { ok: true, value: challenge };
      await sending.send("text", post);
      expect(sending.state.get().step, name).toBe("done");
      expect(new Set(sent.map(({ once }) => once)).size, name).toBe(1);
    }
  });

  it("is sure again once the service itself refuses", async () => {
    const { post } = recorder([refused("offline", 0), refused("invalid", 422)]);
    const sending = make_sending(client, prover, () => true);
    await sending.send("text", post);
    await sending.send("text", post);
    expect(sending.state.get()).toMatchObject({ step: "failed", sure: true });
    sending.stop();
    expect(sending.state.get()).toEqual({ step: "idle" });
  });

  it("takes a new key for a new text", async () => {
    const { post, sent } = recorder([refused("case_number_taken", 409)]);
    const sending = make_sending(client, prover, () => true);
    await sending.send("text", post);
    expect(sending.state.get()).toMatchObject({ step: "failed", word: "case_number_taken", sure: true });
    await sending.send("another text", post);
    expect(sent[0]?.once).not.toBe(sent[1]?.once);
  });

  it("proves again, with the same key, when a challenge ran out", async () => {
    const { post, sent } = recorder([refused("proof_expired")]);
    const sending = make_sending(client, prover, () => true);
    await sending.send("text", post);
    expect(sending.state.get().step).toBe("done");
    expect(sent[0]?.once).toBe(sent[1]?.once);
  });

  it("gives up after three refused proofs", async () => {
    const { post, sent } = recorder([refused("proof_spent"), refused("proof_spent"), refused("proof_spent")]);
    const sending = make_sending(client, prover, () => true);
    await sending.send("text", post);
    expect(sending.state.get()).toMatchObject({ step: "failed", word: "busy" });
    expect(sent).toHaveLength(3);
  });

  it("stops during the proof and posts nothing", async () => {
    const { post, sent } = recorder([]);
    const patient: Prover = { prove: (_c, _d, _b, _p, stop) => new Promise((done) => stop.addEventListener("abort", () => done(null))) };
    const sending = make_sending(client, patient, () => true);
    const under_way = sending.send("text", post);
    await Promise.resolve();
    await Promise.resolve();
    sending.stop();
    await under_way;
    expect(sending.state.get()).toEqual({ step: "idle" });
    expect(sent).toEqual([]);
  });

  it("does not send again once done", async () => {
    const { post, sent } = recorder([]);
    const sending = make_sending(client, prover, () => true);
    await sending.send("text", post);
    await sending.send("text", post);
    expect(sent).toHaveLength(1);
  });
});
