package org.apiaryfs.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceNumberTest {
    @ParameterizedTest
    @CsvSource({"0, 0, 0", "1, 3, 259", "8, 0, 2048", "255, 255, 65535", "259, 65536, 268501760", "4095, 1048575, -1"})
    void numbersHaveTheKernelsEncoding(int major, int minor, int kernel) {
        DeviceNumber number = new DeviceNumber(major, minor);
        assertEquals(kernel, number.kernel());
        assertEquals(number, DeviceNumber.ofKernel(kernel));
        assertEquals(number, DeviceNumber.parse(number.text()));
        assertTrue(number.text().length() <= DeviceNumber.TEXT_LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1:", ":1", "1:2:3", "-1:2", "4096:0", "0:1048576", "1:2\n", "99999999999:1"})
    void anythingElseIsNoNumber(String text) {
        assertEquals(DeviceNumber.NONE, DeviceNumber.parse(text));
    }

    @Test
    void numbersHaveLimits() {
        assertThrows(IllegalArgumentException.class, () -> new DeviceNumber(DeviceNumber.MAX_MAJOR + 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new DeviceNumber(0, -1));
    }
}
