// SPDX-License-Identifier: Apache-2.0
#include "fault_rounds.hpp"

#include <gtest/gtest.h>

#include <memory>

#include "holdfast/store/sqlite.hpp"
#include "power_cut_disk.hpp"
#include "sample.hpp"
#include "scratch_folder.hpp"
#include "witness.hpp"
#include "workload.hpp"

namespace holdfast::store {
namespace {

struct Fault {
    const char* what;
    int code;
    bool lasting;
    bool reads_too;
};

class Rig {
  public:
    Rig() { PowerCutDisk::get().reset(); }
    [[nodiscard]] std::filesystem::path path() const { return folder_.path() / "holdfast.db"; }
    bool open() {
        auto opened =
            open_sqlite({.path = path(), .vfs = PowerCutDisk::name, .on_error = [this](std::string_view sentence) {
                             said_ = sentence;
                         }});
        if (!opened) return false;
        store_ = std::move(*opened);
        const auto added = store_->add_partner(sample::partner(1));
        return added || added.error() == StoreError::conflict;
    }
    void close() { store_.reset(); }
    [[nodiscard]] Store& store() { return *store_; }
    [[nodiscard]] const std::string& said() const { return said_; }
    void check() { witness_.check(*store_, path()); }
    void step(Workload& workload) {
        workload.step(*store_, {.intended = [&](const Act& act) { witness_.intended(act); },
                                .acknowledged = [&](const Act& act) { witness_.acknowledged(act); }});
    }
    [[nodiscard]] const Witness& witness() const { return witness_; }

  private:
    ScratchFolder folder_;
    std::string said_;
    std::unique_ptr<Store> store_;
    Witness witness_;
};

}  // namespace

void expect_to_survive_power_cuts(std::uint64_t seeds, std::uint64_t first_seed) {
    PowerCutDisk& disk = PowerCutDisk::get();
    std::array<std::uint64_t, kinds_of_deeds> acknowledgements{};
    for (std::uint64_t seed = first_seed; seed < first_seed + seeds; ++seed) {
        std::mt19937_64 draw(seed);
        Rig rig;
        const std::uint64_t cuts = 1 + draw() % 4;
        for (std::uint64_t cut = 0; cut < cuts; ++cut) {
            // Sometimes so soon that it strikes while the database is made or recovered.
            disk.cut_power_after(1 + draw() % (draw() % 4 == 0 ? 40 : 1500));
            Workload workload(draw(), cut * 100'000);
            if (rig.open()) {
                while (!disk.dead()) {
                    rig.step(workload);
                    if (draw() % 60 == 0) {
                        rig.close();
                        if (!rig.open()) break;
                    }
                }
            }
            rig.close();
            ASSERT_TRUE(disk.dead()) << rig.said();
            disk.reboot(draw(), draw() % 2 == 0 ? 512 : 4096);
            ASSERT_TRUE(rig.open()) << "seed " << seed << ": " << rig.said();
            rig.check();
            ASSERT_FALSE(testing::Test::HasFailure()) << "with seed " << seed << ", cut " << cut;
            rig.close();
        }
        for (std::size_t deed = 0; deed < kinds_of_deeds; ++deed)
            acknowledgements[deed] += rig.witness().acknowledgements(static_cast<Deed>(deed));
    }
    for (std::size_t deed = 0; deed < kinds_of_deeds; ++deed)
        EXPECT_GT(acknowledgements[deed], seeds / 10) << "hardly ever done: deed " << deed;
}

void expect_to_survive_a_fault_at_every_step(std::uint64_t stride) {
    PowerCutDisk& disk = PowerCutDisk::get();
    constexpr int steps_of_work = 40;
    for (const Fault& fault :
         {Fault{"full once", SQLITE_FULL, false, false}, Fault{"full for good", SQLITE_FULL, true, false},
          Fault{"an I/O error", SQLITE_IOERR, false, true}}) {
        std::uint64_t met = 0;
        for (std::uint64_t n = 1;; n += stride) {
            Rig rig;
            ASSERT_TRUE(rig.open());
            Workload workload(99, 0);
            disk.fail_after(n, fault.code, fault.lasting, fault.reads_too);
            for (int k = 0; k < steps_of_work; ++k) rig.step(workload);
            const bool struck = disk.failed();
            disk.heal();
            // The same store goes on as if nothing had been.
            rig.check();
            const std::uint64_t before = rig.witness().acknowledgements();
            Workload after(7, 1'000'000);
            for (int k = 0; k < 5; ++k) rig.step(after);
            EXPECT_GT(rig.witness().acknowledgements(), before);
            if (n / stride % 2 == 0) {
                rig.close();
            } else {
                disk.cut_power_after(1);
                rig.step(after);
                rig.close();
                disk.reboot(n, 4096);
            }
            ASSERT_TRUE(rig.open()) << rig.said();
            rig.check();
            ASSERT_FALSE(testing::Test::HasFailure()) << fault.what << " at step " << n;
            if (!struck) break;
            ++met;
        }
        EXPECT_GT(met * stride, 200) << fault.what;
    }
}

}  // namespace holdfast::store
