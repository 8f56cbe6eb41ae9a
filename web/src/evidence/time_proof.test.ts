// SPDX-License-Identifier: Apache-2.0
import { expect, it } from "vitest";
import type { Answer } from "../service/client";
import type { Challenge, SealReceipt, Service, TimeStamp } from "../service/types";
import { ask_when_sealed, no_proof, seal_text, type TimeProof } from "./time_proof";

const seal = "d4".repeat(32);
const body = seal_text(seal);
const log = { origin: "helpline.example/seals", key: "helpline.example/seals+10c62798+AA" };
const fine = <T>(value: T): Answer<T> => ({ ok: true, value });
const refused = (word: string): Answer<never> => ({ ok: false, problem: { word, detail: "", status: 403 } });
const challenge: Challenge = { challenge: "C", difficulty: 1, expires: "" };

interface Told {
  service?: Answer<Service>;
  receipts?: Answer<SealReceipt>[];
  stamp?: Answer<TimeStamp>;
  nonce?: string | null;
  stop?: AbortSignal;
}
async function asked({ service = fine({ seal_log: log, time_stamps: { authority: "https://a.example" } } as Service), receipts = [fine({ seal, received: "", receipt: "R" })], stamp = fine({ seal, time_stamp: "AAEC" }), nonce = "7", stop = new AbortController().signal }: Told): Promise<{ proof: TimeProof; sent: string[][] }> {
  const sent: string[][] = [];
  const client = {
    service: async () => service,
    challenge: async () => fine(challenge),
    log_seal: async (what: string, proof: string) => {
      sent.push(["log", what, proof]);
      return receipts.shift() ?? refused("internal");
    },
    stamp_seal: async (what: string, proof: string) => {
      sent.push(["stamp", what, proof]);
      return stamp;
    },
  };
  return { proof: await ask_when_sealed(client, { prove: async () => nonce }, body, { stop, progress: () => undefined }), sent };
}

it("sends the very text that was shown, for a receipt and for a stamp, and gives both", async () => {
  const { proof, sent } = await asked({});
  expect(sent).toEqual([["log", `{"seal":"${seal}"}`, "C.7"], ["stamp", body, "C.7"]]);
  expect(proof).toEqual({ asked: true, receipt: { text: "R", log_key: log.key }, time_stamp: new Uint8Array([0, 1, 2]), asked_for_stamp: true });
});

it("asks again with a new proof where the old one was too late, three times at most", async () => {
  expect((await asked({ receipts: [refused("proof_expired"), fine({ seal, received: "", receipt: "R" })] })).proof.receipt?.text).toBe("R");
  const { proof, sent } = await asked({ receipts: Array.from({ length: 9 }, () => refused("proof_spent")) });
  expect([proof.receipt, proof.time_stamp !== null, sent.filter(([what]) => what === "log").length]).toEqual([null, true, 3]);
});

it("goes without what does not come: no service, no authority, a refusal, no work, a stop, a stamp that is none", async () => {
  expect((await asked({ service: refused("offline") })).proof).toEqual({ ...no_proof, asked: true });
  const alone = await asked({ service: fine({ seal_log: log } as Service) });
  expect([alone.proof.asked_for_stamp, alone.sent.length]).toEqual([false, 1]);
  const busy = await asked({ receipts: [refused("busy")], stamp: refused("unavailable") });
  expect([busy.proof, busy.sent.length]).toEqual([{ asked: true, receipt: null, time_stamp: null, asked_for_stamp: true }, 2]);
  expect((await asked({ nonce: null })).sent).toEqual([]);
  expect((await asked({ stop: AbortSignal.abort() })).sent).toEqual([]);
  expect((await asked({ stamp: fine({ seal, time_stamp: "?" }) })).proof.time_stamp).toBeNull();
});
