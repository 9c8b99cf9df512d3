package framework

import (
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"

	"github.com/fastcall/terraform-provider-fastcall/internal/fastcall"
)

// SeatShortage words what a plan was told of seats; nothing for no error. A
// shortage is not about one user, so no user is named: which one it is said
// with depends on the order in which Terraform plans.
func SeatShortage(err error) diag.Diagnostics {
	if short, ok := as[*fastcall.ShortageError](err); ok && short.Refused {
		return diag.Diagnostics{diag.NewErrorDiagnostic(shortageSummary(short), explain(err).detail())}
	} else if ok {
		return diag.Diagnostics{diag.NewWarningDiagnostic(shortageSummary(short), explain(err).detail())}
	}
	if uncounted := new(fastcall.UncountedError); errors.As(err, &uncounted) {
		return diag.Diagnostics{Warn("Fastcall seats could not be counted", uncounted)}
	}
	return nil
}

func shortageSummary(e *fastcall.ShortageError) string {
	if e.Certain {
		return "Not enough Fastcall seats"
	}
	return "Not enough free Fastcall seats"
}

// explainShortage words a plan that wants more seats than there are.
func explainShortage(err error) (explanation, bool) {
	if e, ok := as[*fastcall.UncountedError](err); ok {
		x := explain(e.Err)
		x.what = "It is not known whether this plan wants more seats than there are. " + x.what
		return x, true
	}
	e, ok := as[*fastcall.ShortageError](err)
	if !ok {
		return explanation{}, false
	}
	if e.Certain {
		return explainCertain(e), true
	}
	return explanation{
		what: "More users join Fastcall in this plan than seats are free now. It goes through only if enough others leave, in the same " +
			"apply or before it.\n\n" + seatLines(e, "wanted by those who join"),
		next: "If this plan releases as many users as are short, apply it: who finds no seat waits for the releases under way, three " +
			"users at a time. Apply again for the rest. Otherwise buy seats in Fastcall's subscription settings, or release users " +
			"first.\n\nWith create_before_destroy, a replacement needs a seat for both users.",
	}, true
}

func explainCertain(e *fastcall.ShortageError) explanation {
	x := explanation{
		what: "This plan wants seats for more users than there can be, whoever else leaves. No order of its changes can carry it out.\n\n" +
			seatLines(e, "wanted in all"),
		next: "Buy seats in Fastcall's subscription settings, or take users out of the configuration.",
	}
	if e.Refused {
		x.next += "\n\nTo plan or destroy all the same, set capacity_check = \"warn\" in the provider block, or FASTCALL_CAPACITY_CHECK=warn."
	}
	return x
}

// seatLines are the figures, a line for each. They say that one more is wanted
// than there is room for, because how many more depends on who was planned
// first.
func seatLines(e *fastcall.ShortageError, wanted string) string {
	s := e.Seats
	lines := []string{
		fmt.Sprintf("bought: %d", s.License.Allowed),
		fmt.Sprintf("held by people: %d", s.Assigned()),
		fmt.Sprintf("kept for the site guest user: %d", s.GuestReserved),
		fmt.Sprintf("free now: %d", s.Available()),
		fmt.Sprintf("%s: %d or more, plus users not known yet", wanted, e.Room+1),
	}
	if uncounted := unexplained(s); uncounted != "" {
		lines = append(lines, uncounted)
	}
	if inactive := s.Inactive(); len(inactive) > 0 {
		lines = append(lines, "deactivated, yet holding a seat: "+list(usernames(inactive)))
	}
	return "- " + strings.Join(lines, "\n- ")
}

// unexplained says how Salesforce's own count differs from what can be seen.
func unexplained(s *fastcall.Seats) string {
	switch more := s.License.Used - s.Assigned() - s.GuestReserved; {
	case more > 0:
		return fmt.Sprintf("used, as Salesforce counts: %d, which is %d more than can be seen", s.License.Used, more)
	case more < 0 && -more <= s.GuestReserved:
		return fmt.Sprintf("used, as Salesforce counts: %d, without the site guest user", s.License.Used)
	case more < 0:
		return fmt.Sprintf("used, as Salesforce counts: %d, which is %d fewer than can be seen", s.License.Used, -more)
	}
	return ""
}

// explainNoSeat words a seat that Salesforce refused because none is left.
func explainNoSeat(e *fastcall.NoSeatError) explanation {
	x := explanation{what: "No Fastcall seat is left.", said: said(e.Cause), next: handoverAdvice(e), unchanged: true}
	if s := e.Seats; s != nil {
		x.what = fmt.Sprintf("No Fastcall seat is left: %d bought, %d held by people, %d kept for the site guest user, "+
			"%d free.", s.License.Allowed, s.Assigned(), s.GuestReserved, s.Available())
		if inactive := s.Inactive(); len(inactive) > 0 {
			x.next += "\n\nDeactivated, yet holding a seat: " + list(usernames(inactive)) + "."
		}
	}
	return x
}

// handoverAdvice says where a seat may come from, after what became of waiting
// for one.
func handoverAdvice(e *fastcall.NoSeatError) string {
	const buy = "buy a seat in Fastcall's subscription settings, or release a user first"
	switch {
	case e.Releases && e.Wait == fastcall.WaitersFull:
		return "Apply again: this apply frees seats by releasing users. Three users waited for them already, and more than that do not wait."
	case e.Releases:
		return "Apply again if this apply releases more users. Otherwise " + buy + "."
	case e.Wait == fastcall.WaitersFull:
		return "Apply again if this apply frees seats by releasing users. Three users wait for them already, and more than that do not " +
			"wait. Otherwise " + buy + "."
	case e.Wait == fastcall.WaitedInVain:
		return "Apply again if this apply releases users: none of their releases had begun when the time to wait was over. Otherwise " + buy + "." +
			"\n\nIf the user takes the place of another under create_before_destroy = true, Terraform releases the other only after " +
			"this one is onboarded, and in a full org that cannot succeed. Leave create_before_destroy out, or have one seat more."
	}
	return strings.ToUpper(buy[:1]) + buy[1:] + "."
}
