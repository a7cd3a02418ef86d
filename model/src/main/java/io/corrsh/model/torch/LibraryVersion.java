package io.corrsh.model.torch;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The version of the libtorch that is loaded, by its own word: the engine only repeats what the environment says. The library gives
 * it as 8 bits each for major, minor and patch, the highest first, to the extensions that check their ABI by it.
 */
final class LibraryVersion {

    /** What one is called that does not tell: the function came with this version. */
    static final String OLD = "one before 2.7";

    private static final String FUNCTION = "aoti_torch_abi_version";

    private LibraryVersion() {}

    /** The version of the library that this class loader has loaded. */
    static String loaded() {
        return SymbolLookup.loaderLookup()
                .find(FUNCTION)
                .map(LibraryVersion::call)
                .map(version -> "%d.%d.%d".formatted(version >>> 56, version >>> 48 & 0xff, version >>> 40 & 0xff))
                .orElse(OLD);
    }

    private static long call(MemorySegment function) {
        MethodHandle version =
                Linker.nativeLinker().downcallHandle(function, FunctionDescriptor.of(ValueLayout.JAVA_LONG));
        try {
            return (long) version.invokeExact();
        } catch (Throwable e) {
            throw new IllegalStateException("The version of libtorch cannot be asked for", e);
        }
    }
}
