from tests.plans import no_orders_left

__all__ = ["no_orders_left"]
