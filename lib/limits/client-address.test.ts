import { expect, test } from "vitest";
import { addressBlock, clientAddress } from "./client-address";

const from = (value: string) => clientAddress(new Headers({ "x-forwarded-for": value }));

test("the last entry counts, which nobody further out could have made up", () => {
  expect(from("198.51.100.9, 192.0.2.1")).toBe("192.0.2.1");
});

test.each([
  ["2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("of %s the first 64 bits count", (address, counted) => {
  expect(from(address)).toBe(counted);
});

test("an IPv4 address in IPv6 clothes is the IPv4 address", () => {
  expect(from("::ffff:192.0.2.7")).toBe("192.0.2.7");
});

test.each([
  ["192.0.2.7:51312", "192.0.2.7"],
  ["[2001:db8:1:2::7]:51312", "2001:db8:1:2::/64"],
  ["[2001:db8:1:2::7]", "2001:db8:1:2::/64"],
  ["[::ffff:192.0.2.7]:80", "192.0.2.7"],
  ["198.51.100.9:1, 192.0.2.7:51312", "192.0.2.7"],
  ["_hidden:51312", "_hidden:51312"],
  ["unknown", "unknown"],
])("of %s, as some proxies write it, the address counts", (entry, counted) => {
  expect(from(entry)).toBe(counted);
});

test("of an IPv6 address the first 48 bits are its block, and an IPv4 address has none", () => {
  expect(addressBlock(from("2001:db8:1:2::7"))).toBe("2001:db8:1::/48");
  expect(addressBlock(from("::1"))).toBe("0:0:0::/48");
  for (const entry of ["192.0.2.7", "unknown"]) expect(addressBlock(from(entry))).toBeNull();
});

test("without the header everybody counts as one", () => {
  expect(clientAddress(new Headers())).toBe("unknown");
});
