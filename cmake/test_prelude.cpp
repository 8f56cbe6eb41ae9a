// SPDX-License-Identifier: Apache-2.0
// Empty: the target that holds the precompiled header of the tests needs a source.
