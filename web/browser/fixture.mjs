// SPDX-License-Identifier: Apache-2.0
// What every browser test stands on: a server, a browser and a visitor for a group of tests, and visits that are each held
// to what the page promises. A visit begins anew and takes nothing along from the one before it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { begin, launch, visit } from "./browser.mjs";
import { faults_of } from "./contract.mjs";
import { start_static_server } from "./static_server.mjs";

/** Of a visit that is over, or so far: every request fits the contract, and nothing happened that must not. */
export async function hold_to_contract(visitor) {
  for (const request of visitor.requests.splice(0)) visitor.faults.push(...(await faults_of(request)));
  assert.deepEqual(visitor.faults, []);
}

/**
 * For the tests of the file or of the `describe` that calls it. `start` serves the page: alone, or by the real service. What comes
 * back holds `server`, `browser` and `visitor` while the tests run; `visit(act)` makes a new visit in the one tab, and
 * `in_a_visit(act)` is a test that does nothing else. `act` is given the visitor and its page.
 */
export function one_visitor(start = start_static_server) {
  const stand = {
    async visit(act) {
      await begin(stand.visitor);
      await act(stand.visitor, stand.visitor.page);
      await hold_to_contract(stand.visitor);
    },
    in_a_visit: (act) => () => stand.visit(act),
  };
  before(async () => {
    stand.server = await start();
    stand.browser = await launch();
    stand.visitor = await visit(stand.browser, stand.server.url);
  });
  after(async () => {
    await stand.browser?.close();
    await stand.server?.stop();
  });
  return stand;
}
