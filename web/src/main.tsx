/** Starts the page. */
import { MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { queryClient } from "@/api/queries";
import "./mantine";
import { router } from "./router";
import "./styles.css";
import { theme } from "./theme";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no element to show the page in");
createRoot(root).render(
  <StrictMode>
    {/* Styles come from files only: the content security policy refuses style elements. */}
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
