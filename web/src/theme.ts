/** How Mantine's parts look and behave here. */
import { Anchor, Button, Modal, createTheme } from "@mantine/core";

export const theme = createTheme({
  fontFamily: 'Inter, system-ui, -apple-system, "Segoe UI", Roboto, sans-serif',
  primaryColor: "blue",
  primaryShade: { light: 8, dark: 5 },
  autoContrast: true,
  defaultRadius: "md",
  cursorType: "pointer",
  components: {
    Anchor: Anchor.extend({ defaultProps: { underline: "always" } }),
    Button: Button.extend({ defaultProps: { size: "sm" } }),
    // Locking the scroll writes a style element, which the content security policy refuses.
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        closeButtonProps: { "aria-label": "Close" },
        // The page has one banner, and that isn't a dialog's head.
        attributes: { header: { role: "presentation" } },
      },
    }),
  },
});
