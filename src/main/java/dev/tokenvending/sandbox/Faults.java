package dev.tokenvending.sandbox;

import java.util.concurrent.atomic.AtomicReference;

/** The fault in force, ordered at one door and spent at the other. */
final class Faults {

    private final AtomicReference<FaultSetting> setting = new AtomicReference<>(FaultSetting.NONE);

    FaultSetting inForce() {
        return setting.get();
    }

    void order(FaultSetting ordered) {
        setting.set(ordered);
    }

    /** The fault for one token request, which this spends. */
    FaultSetting next() {
        return setting.getAndUpdate(FaultSetting::afterOne);
    }
}
