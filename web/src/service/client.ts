// SPDX-License-Identifier: Apache-2.0
// Requests to the service that served this page, and to nobody else. No cookies, no referrer, nothing cached.
import type { Accepted, Case, Challenge, MoreItems, NewSubmission, SealedMessage, SealReceipt, Service, TimeStamp, UndoItem, Withdrawn } from "./types";

/** Why a request has no answer to use: the service's own word, or one of ours. */
export interface Problem {
  /** "offline": it never reached the service or the answer never came back; "unknown": not an answer of this service. */
  word: string;
  detail: string;
  status: number;
}
export type Answer<T> = { ok: true; value: T } | { ok: false; problem: Problem };

export type Fetch = (path: string, init: RequestInit) => Promise<Response>;

export interface Client {
  service(): Promise<Answer<Service>>;
  challenge(): Promise<Answer<Challenge>>;
  /** `body` is the exact text that the person saw. */
  submit(body: string, proof: string, once: string): Promise<Answer<Accepted>>;
  add_items(body: string, proof: string, once: string, read_key: string): Promise<Answer<Accepted>>;
  read_case(read_key: string): Promise<Answer<Case>>;
  mailbox(read_key: string): Promise<Answer<{ messages: SealedMessage[] }>>;
  delete_message(id: string, read_key: string): Promise<Answer<null>>;
  withdraw(items: string[], once: string, withdraw_key: string): Promise<Answer<Withdrawn>>;
  undo(items: UndoItem[], once: string, read_key: string): Promise<Answer<{ restored: string[] }>>;
  rotate(keys: RotatedKeys, once: string, withdraw_key: string): Promise<Answer<{ rotated: string }>>;
  erase(once: string, withdraw_key: string): Promise<Answer<null>>;
  /** `body` is the exact text that the person saw: the seal's digest. */
  log_seal(body: string, proof: string): Promise<Answer<SealReceipt>>;
  stamp_seal(body: string, proof: string): Promise<Answer<TimeStamp>>;
  /** The bytes that the operator signed. */
  recipients(): Promise<Answer<Uint8Array<ArrayBuffer>>>;
}
export interface RotatedKeys {
  read_key_hash: string;
  withdraw_key_hash: string;
  mailbox_key: string;
  messages: { id: string; sealed: string }[];
}

/** An answer that takes longer counts as lost. */
const patience_ms = 30_000;

const offline: Problem = { word: "offline", detail: "", status: 0 };

async function read_problem(response: Response): Promise<Problem> {
  const unknown: Problem = { word: "unknown", detail: "", status: response.status };
  if (!(response.headers.get("content-type") ?? "").startsWith("application/problem+json")) return unknown;
  try {
    const body = (await response.json()) as { type?: unknown; detail?: unknown };
    const word = typeof body.type === "string" ? /^urn:holdfast:problem:([a-z_]+)$/.exec(body.type)?.[1] : undefined;
    return { word: word ?? "unknown", detail: typeof body.detail === "string" ? body.detail : "", status: response.status };
  } catch {
    return unknown;
  }
}

export function make_client(fetch_: Fetch): Client {
  async function ask<T>(method: string, path: string, headers: Record<string, string>, body?: string, read = (response: Response): Promise<unknown> => response.json()): Promise<Answer<T>> {
    let response: Response;
    try {
      response = await fetch_(path, {
        method,
        headers: body === undefined ? headers : { ...headers, "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body }),
        cache: "no-store",
        credentials: "omit",
        redirect: "error",
        referrerPolicy: "no-referrer",
        signal: AbortSignal.timeout(patience_ms),
      });
    } catch {
      return { ok: false, problem: offline };
    }
    if (!response.ok) return { ok: false, problem: await read_problem(response) };
    if (response.status === 204) return { ok: true, value: null as T };
    try {
      return { ok: true, value: (await read(response)) as T };
    } catch {
      return { ok: false, problem: offline };
    }
  }
  const with_key = (key: string): Record<string, string> => ({ Authorization: `Holdfast-Case ${key}` });
  const once_only = (once: string): Record<string, string> => ({ "Idempotency-Key": once });

  return {
    service: () => ask("GET", "/v1/service", {}),
    challenge: () => ask("GET", "/v1/challenge", {}),
    submit: (body, proof, once) => ask("POST", "/v1/submissions", { ...once_only(once), "Holdfast-Proof": proof }, body),
    add_items: (body, proof, once, key) => ask("POST", "/v1/case/items", { ...with_key(key), ...once_only(once), "Holdfast-Proof": proof }, body),
    read_case: (key) => ask("GET", "/v1/case", with_key(key)),
    mailbox: (key) => ask("GET", "/v1/case/mailbox", with_key(key)),
    delete_message: (id, key) => ask("DELETE", `/v1/case/mailbox/${id}`, with_key(key)),
    withdraw: (items, once, key) => ask("POST", "/v1/case/withdraw", { ...with_key(key), ...once_only(once) }, JSON.stringify({ items })),
    undo: (items, once, key) => ask("POST", "/v1/case/undo", { ...with_key(key), ...once_only(once) }, JSON.stringify({ items })),
    rotate: (keys, once, key) => ask("POST", "/v1/case/keys", { ...with_key(key), ...once_only(once) }, JSON.stringify(keys)),
    log_seal: (body, proof) => ask("POST", "/v1/seals", { "Holdfast-Proof": proof }, body),
    stamp_seal: (body, proof) => ask("POST", "/v1/time-stamps", { "Holdfast-Proof": proof }, body),
    recipients: () => ask("GET", "/v1/recipients", {}, undefined, async (response) => new Uint8Array(await response.arrayBuffer())),
    erase: (once, key) => ask("DELETE", "/v1/case", { ...with_key(key), ...once_only(once) }),
  };
}

/** The text that is shown, and sent as it is. */
export function body_text(body: NewSubmission | MoreItems): string {
  return JSON.stringify(body, null, 2);
}

/** 128 random bits for an Idempotency-Key. */
export function random_once(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
