import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { markdown } from "./markdown.ts";

const API = process.env.PERIOD_SYNC ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), markdown()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  // The content security policy admits no data: scripts or styles, so nothing is inlined.
  build: {
    assetsInlineLimit: 0,
    target: "es2022",
    manifest: true,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { "/v1": API, "/dev": API } },
  test: { environment: "jsdom", include: ["src/**/*.test.{ts,tsx}"] },
});
