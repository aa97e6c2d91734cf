"""What columns are called, by role: plain English and the exports of shops, payment services and sales systems."""

import re
from collections.abc import Mapping

from goodwill.evidence.column_map import Role


def squeezed(name: str) -> str:
    """A column name without case, blanks, marks or the currency behind it: "Amount (USD)" is `amount`."""
    bare = re.sub(r"[(\[]\s*(?:[A-Za-z]{3}|[$€£¥])\s*[)\]]\s*$", "", name)
    bare = re.sub(r"(?<=[a-z_ ])[_ ](?:usd|eur|gbp|chf|jpy|cad|aud)$", "", bare, flags=re.IGNORECASE)
    return re.sub(r"[^a-z0-9]", "", (bare.strip() or name).casefold().replace("%", "percent"))


def currency_in(name: str) -> str | None:
    """The code that a column name ends in, as in "Amount (USD)" or "amount_eur"."""
    found = re.search(r"(?:[(\[]\s*|[_ ])(usd|eur|gbp|chf|jpy|cad|aud)\s*[)\]]?\s*$", name, flags=re.IGNORECASE)
    return found[1].upper() if found else None


def _tiers(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(tier.split()) for tier in text.split("\n\n"))


NAMES: Mapping[Role, tuple[tuple[str, ...], ...]] = {
    "customer": _tiers(
        """
        customerid customerkey customernumber customerno customernr customercode customerref custid custno
        custkey custnumber clientid clientno clientnumber clientcode householdid householdkey accountid
        accountnumber accountno memberid memberno membernumber buyerid shopperid donorid subscriberid patronid
        partyid customeruserid customeruniqueid crmid useruuid

        associatedcompanyids associatedcompanyid associatedcontactids associatedcontactid contactid companyid
        userid

        customer cust client account household member buyer shopper donor subscriber patron user party

        customeremail email emailaddress billingemail useremail contactemail emailbilling buyeremail clientemail

        customername accountname clientname companyname company associatedcompany associatedcontact contactname
        contact billingname billingcompany buyername
        """
    ),
    "date": _tiers(
        """
        orderdate orderdatetime orderedat orderedon orderdateutc ordertimestamp orderpurchasetimestamp
        orderplaced invoicedate purchasedate purchasedat purchasedon purchasetimestamp transactiondate
        transactiondatetime transactiontimestamp transactiontime transdate saledate salesdate placedat placedon
        dateplaced dateordered dateofpurchase dateoforder donationdate giftdate bookingdate billingdate
        documentdate docdate closedate closedon

        date datetime dateutc timestamp createdat createdon created createdutc createddate createddateutc
        createdateutc datecreated creationdate createdate processedat

        paidat paidon paiddate datepaid paymentdate postingdate posteddate completedat completeddate ts day time
        """
    ),
    "order": _tiers(
        """
        orderid orderno ordernumber ordernr orderkey orderref orderreference ordernum invoiceno invoiceid
        invoicenumber invoicenr invoicenum basketid basketkey transactionid transactionno transactionnumber
        transactionkey transid receiptid receiptno receiptnumber chargeid paymentid paymentintentid dealid
        opportunityid checkoutid saleid salesorder salesordernumber purchaseid documentno documentnumber

        order invoice basket transaction receipt ordername
        """
    ),
    "amount": _tiers(
        """
        netamount amount amt orderamount ordertotal ordertotalamount ordervalue netvalue linetotal lineamount
        linevalue lineitemtotal linenet salesvalue salesamount saleamount revenue netrevenue nrevenue netsales
        turnover totalamount transactionamount transactionvalue invoiceamount invoicetotal invoicevalue
        extendedprice donationamount giftamount amountpaid paymentvalue paymentamount purchaseamount
        purchasevalue basketvalue netprice

        sales sale total totalsales totalprice totalvalue grandtotal spend spent value gross grossamount
        grosssales payment donation gift monetaryvalue money dollars convertedamount

        subtotal ordersubtotal
        """
    ),
    "price": _tiers(
        """
        unitprice priceeach priceperunit itemprice lineitemprice sellingprice unitamount itemcost saleprice

        price
        """
    ),
    "quantity": _tiers(
        """
        quantity qty units quantityordered quantityrefund orderquantity orderedquantity lineitemquantity itemquantity
        quantitysold unitssold itemssold noofunits pieces
        """
    ),
    "margin": _tiers(
        """
        margin grossmargin netmargin contributionmargin contribution marginamount marginvalue profit grossprofit
        netprofit profitamount
        """
    ),
    "cost": _tiers(
        """
        cost costs totalcost cogs costofgoods costofgoodssold costofsales linecost costamount costvalue
        salescost
        """
    ),
    "unit_cost": _tiers(
        """
        unitcost costprice costperunit costperitem unitcostprice buyprice buyingprice
        """
    ),
    "currency": _tiers(
        """
        currency currencycode ordercurrency currencyiso currencyisocode isocurrency transactioncurrency
        invoicecurrency curr ccy
        """
    ),
    "cancelled": _tiers(
        """
        cancelled canceled iscancelled iscanceled cancelledat canceledat cancelleddate canceleddate
        cancellationdate cancelledon canceledon cancellation void voided isvoid isreturn isreturned isrefund
        isrefunded
        """
    ),
    "status": _tiers(
        """
        status orderstatus financialstatus paymentstatus transactionstatus invoicestatus dealstage stage
        stagename salesstage opportunitystage
        """
    ),
    "type": _tiers(
        """
        type transactiontype documenttype doctype rowtype ordertype saletype entrytype
        """
    ),
    "refunded": _tiers(
        """
        refundedamount amountrefunded orderrefundamount refundamount refundtotal totalrefunded refunds
        """
    ),
    "product": _tiers(
        """
        productid product productname productcode productkey sku stockcode itemid item itemcode itemname
        lineitemsku lineitemname articleno article description
        """
    ),
    "country": _tiers(
        """
        country countrycode countryname shippingcountry billingcountry region market
        """
    ),
}
"""Role -> tiers of names, the more telling tier first; within a tier the earlier name is preferred."""


def standing(role: Role, name: str) -> tuple[int, int] | None:
    """(tier, place) of a column name for a role, smaller is better; None if it does not speak of the role."""
    wanted = squeezed(name)
    for tier, names in enumerate(NAMES[role]):
        if wanted in names:
            return tier, names.index(wanted)
    return None
