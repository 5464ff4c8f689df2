import { z } from "zod";
import { figureLooks } from "@/components/ui/figure/figure-look";
import { figureWidths } from "@/components/ui/figure/figure-size";
import { AppError } from "@/lib/errors";
import { decodeView, maxSavedCharacters } from "@/lib/views/view-codec";
import { type CircuitViewState, untouchedView } from "@/lib/views/view-state";

/** How a figure is to be, and of what arrangement. */
export const figureQuerySchema = z.object({
  look: z.enum(figureLooks).default("print").describe("In the site's colours, or black on white."),
  width: z
    .enum(figureWidths)
    .default("two-columns")
    .describe("86 mm, 178 mm, or as wide as the graph. No text is smaller than 6.6 pt at that width."),
  titled: z.stringbool().default(true).describe("Whether its title stands above it."),
  view: z
    .string()
    .max(maxSavedCharacters)
    .optional()
    .describe("The arrangement, as a page's address has it."),
});
export type FigureQuery = z.output<typeof figureQuerySchema>;

/** Throws "invalid-input" for a view that cannot be read. */
export async function viewOf({ view }: Pick<FigureQuery, "view">): Promise<CircuitViewState> {
  if (view === undefined || view === "") return untouchedView;
  const read = await decodeView(view);
  if (!read) throw new AppError("invalid-input", "The view in this address cannot be read.");
  return read;
}
